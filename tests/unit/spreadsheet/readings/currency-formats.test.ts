import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { type ZipPart, zipFile } from "#tests/support/bad-files/zip-file.ts";

const kinds = ["xlsx", "xlsb", "biff8", "xlml"] as const;
const header = ["CEDULA", "NOMBRE", "CELULAR", "CORREO", "OBLIGACION", "PRODUCTO", "SALDO TOTAL"];
const fields = [
  ..."debtor.Identification debtor.Name debtor.Telephone debtor.Email obligation.id obligation.name".split(" "),
  "obligation.total_balance",
];
const client = (at: number) => [
  `315600${10 + at}`,
  `Ana Ruiz ${at}`,
  `31514933${10 + at}`,
  `ana${at}@x.co`,
  `45581${at}`,
  "Visa",
];

/** A debtor for each of the formats, whose balance has it. */
function file(bookType: (typeof kinds)[number], formats: readonly string[], balance = 1250.5): File {
  const sheet = utils.aoa_to_sheet([header, ...formats.map((_, at) => [...client(at), balance])]);
  for (const [at, format] of formats.entries()) sheet[`G${at + 2}`].z = format;
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, "H");
  return new File([write(book, { bookType, type: "array" })], "cartera");
}

async function reviewed(whole: File, currency: string) {
  const workbench = new Workbench();
  const { columns } = await workbench.open({ file: whole, settings: {}, fields: standardFields, currency });
  const mapping = mappingSchema.parse({
    columns: fields.map((field) => ({ state: "field", field, group: 0, reading: {} })),
  });
  const context = { fields: standardFields, mapping, country: "CO", currency };
  const { totals, groups } = workbench.apply({ context });
  const errors = groups.flatMap(({ code, severity, count }) => (severity === "error" ? [[code, count]] : []));
  return { errors, balance: totals.staged.balance, proposed: columns[6]?.proposal?.field };
}

const foreign = [
  "[$USD] #,##0.00",
  '"US$" #,##0',
  '"US"$#,##0',
  "\\U\\S\\D #,##0",
  "[$€-40A]#,##0.00",
  "#,##0.00 [$€-40A]",
  '_-* #,##0.00\\ "€"_-',
  "_([$USD] * #,##0.00_);_([$USD] * (#,##0.00);_(@_)",
  '[$$-409]#,##0.00" USD"',
  '#,##0 "dólares"',
  "[$R$-416] #,##0.00",
  "[$S/-280A] #,##0.00",
  '"Q"#,##0.00',
  "[$Bs-400A] #,##0.00",
  "[$USD] General",
];
const own = [
  "[$-C0A]#,##0.00",
  "[$$-240A]\\ #,##0",
  "[$$-409]#,##0.00",
  '"$"#,##0.00',
  "$ #,##0",
  '_-"$"\\ * #,##0.00_-',
  "[$COP] #,##0.00",
  '"COP $" #,##0',
  '#,##0 "pesos"',
  "[Red]#,##0.00",
  "General",
];

describe.each(kinds)("balances whose currency is in the number format only, %s", (kind) => {
  test("are errors if the currency is foreign", async () => {
    expect(await reviewed(file(kind, foreign), "COP")).toEqual({
      errors: [["amount_currency", foreign.length]],
      balance: "0.00",
      proposed: "obligation.total_balance",
    });
  });

  test("are amounts in the tenant's currency or a locale's", async () => {
    expect(await reviewed(file(kind, own), "COP")).toEqual({
      errors: [],
      balance: (1250.5 * own.length).toFixed(2),
      proposed: "obligation.total_balance",
    });
  });

  test("are amounts for a tenant with that currency", async () => {
    const dollars = foreign.slice(0, 4);
    expect(await reviewed(file(kind, [...dollars, "[$COP] 0"]), "USD")).toMatchObject({
      errors: [["amount_currency", 1]],
      balance: (1250.5 * dollars.length).toFixed(2),
    });
  });

  test("keep their sign and their last cent", async () => {
    const { grid } = await openSpreadsheet(file(kind, ["[$USD] #,##0"], -1234.567), {}, { currency: "COP" });
    expect([grid.cell(1, 6), grid.kind(1, 6)]).toEqual(["USD -1234.567", "number"]);
  });
});

test("an unknown currency is no amount unless the tenant's", async () => {
  const krona = file("xlsx", ["[$kr-414] #,##0", "[$NOK] #,##0"]);
  expect(await reviewed(krona, "COP")).toMatchObject({ errors: [["amount_malformed", 2]] });
  expect(await reviewed(file("xlsx", ["[$NOK] #,##0"]), "NOK")).toMatchObject({ errors: [], balance: "1250.50" });
  expect(await reviewed(file("xlsx", ["[$Bs-400A] #,##0"]), "BOB")).toMatchObject({ errors: [], balance: "1250.50" });
});

test("other words, days and padded digits stay unchanged", async () => {
  const formats = ['0 "días"', '"Q"0', '0.0 "M"', "[$-240A]d/mm/yyyy", "[$kg] 0", "00000"];
  const { grid } = await openSpreadsheet(file("xlsx", formats, 45000), {}, { currency: "COP" });
  expect(formats.map((_, at) => grid.cell(at + 1, 6))).toEqual([
    ...["45000", "45000", "45000", "2023-03-15", "45000", "45000"],
  ]);
});

/** As LibreOffice writes it: the currency symbol is an element of the style. */
function ods(symbol: string): File {
  const cells = [
    ...client(0).map(
      (text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
    ),
  ];
  const head = header.map(
    (text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`,
  );
  const parts: ZipPart[] = [
    { name: "mimetype", content: "application/vnd.oasis.opendocument.spreadsheet" },
    {
      name: "META-INF/manifest.xml",
      content: `<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"></manifest:manifest>`,
    },
    { name: "styles.xml", content: "<office:document-styles/>" },
    {
      name: "content.xml",
      content: `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" office:version="1.2"><office:automatic-styles><number:currency-style style:name="N1"><number:currency-symbol number:language="en" number:country="US">${symbol}</number:currency-symbol><number:text> </number:text><number:number number:decimal-places="2" number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:currency-style><style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/></office:automatic-styles><office:body><office:spreadsheet><table:table table:name="H"><table:table-row>${head.join("")}</table:table-row><table:table-row>${cells.join("")}<table:table-cell table:style-name="ce1" office:value-type="currency" office:currency="USD" office:value="1250.5"><text:p>1.250,50</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`,
    },
  ];
  return new File([zipFile(parts)], "cartera.ods");
}

test("an OpenDocument file's currency is reported too", async () => {
  expect(await reviewed(ods("USD"), "COP")).toMatchObject({ errors: [["amount_currency", 1]], balance: "0.00" });
  expect(await reviewed(ods("$"), "COP")).toMatchObject({ errors: [], balance: "1250.50" });
});
