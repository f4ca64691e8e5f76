import { describe, expect, test } from "vitest";
import type { SourceRow } from "#lib/domain/table/table.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { sheetXml, xlsxFile, xlsxParts } from "#tests/support/bad-files/xlsx-file.ts";
import { zipFile } from "#tests/support/bad-files/zip-file.ts";
import { placedCells } from "#tests/support/placed-cells.ts";

interface Parts {
  readonly sharedStrings?: string;
  readonly styles?: string;
  readonly workbook?: string;
}

async function rowsOf(rows: string, parts: Parts = {}): Promise<SourceRow[]> {
  return rowsOfXml(sheetXml(rows), parts);
}

async function rowsOfXml(xml: string, parts: Parts = {}): Promise<SourceRow[]> {
  const { grid } = await openSpreadsheet(zipFile(xlsxParts(xml, parts)));
  return Array.from({ length: grid.rowCount }, (_, row) => {
    expect(placedCells(grid, row)).toEqual(grid.sourceRow(row));
    return grid.sourceRow(row);
  });
}

function stylesOf(...codes: string[]): string {
  const formats = codes.map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${code}"/>`).join("");
  const cells = codes.map((_, index) => `<xf numFmtId="${164 + index}"/>`).join("");
  return `<styleSheet><numFmts>${formats}</numFmts><cellXfs><xf numFmtId="0"/>${cells}</cellXfs></styleSheet>`;
}

const shared = (...items: string[]): Parts => ({
  sharedStrings: `<sst>${items.map((item) => `<si>${item}</si>`).join("")}</sst>`,
});

describe("texts of a workbook", () => {
  test("joins runs of shared strings, without phonetic ones", async () => {
    const strings = shared(
      "<t>Peña</t>",
      '<r><t xml:space="preserve">Ana </t></r><r><rPr><b/></rPr><t>María</t></r>',
      '<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh>',
      "",
    );
    const cells = [0, 1, 2, 3].map((index) => `<c t="s"><v>${index}</v></c>`).join("");
    const [row] = await rowsOf(`<row>${cells}<c><v>1</v></c></row>`, strings);
    expect(row?.cells).toEqual(["Peña", "Ana María", "東京", "", "1"]);
  });

  test("reads entities, blanks, CDATA, comments and Excel's escapes", async () => {
    const [row] = await rowsOf(
      '<row><c t="inlineStr"><is><t xml:space="preserve"> a&amp;b &lt;c&gt; &#241;&#xD1; </t></is></c>' +
        '<!-- nada --><c t="inlineStr"><is><t><![CDATA[x < y & z]]></t></is></c>' +
        '<c t="inlineStr"><is><t>uno_x000A_dos</t></is></c></row>',
    );
    expect(row?.cells).toEqual([" a&b <c> ñÑ ", "x < y & z", "uno\ndos"]);
  });

  test("ignores prefixes and single quotes", async () => {
    const [row] = await rowsOfXml(
      "<x:worksheet xmlns:x='m'><x:sheetData><x:row r='3'><x:c r='B3' t='str'><x:v>hola</x:v></x:c><x:c r='C3'><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>",
    );
    expect(row).toEqual({ line: 3, cells: ["", "hola", "5"], kinds: "ttn" });
  });
});

describe("numbers of a workbook", () => {
  test.each([
    ["1234.5600000000001", "1234.56"],
    ["0.1", "0.1"],
    ["1.5E-7", "0.00000015"],
    ["-2.5e3", "-2500"],
    ["1234567.8899999999", "1234567.89"],
    ["1020304050", "1020304050"],
    ["1.23E+18", "1230000000000000000"],
    ["12345678901234567", "12345678901234567"],
  ])("%s is the plain decimal %s", async (raw, text) => {
    const [row] = await rowsOf(`<row><c><v>${raw}</v></c></row>`);
    expect(row).toMatchObject({ cells: [text], kinds: "n" });
  });

  test("dates are recognised by their format, with or without time", async () => {
    const styles = stylesOf(
      "dd/mm/yyyy",
      "[$-240A]d &quot;de&quot; mmmm &quot;de&quot; yyyy",
      "#,##0.00",
      "[h]:mm",
      "0.00E+00",
      "h:mm",
    );
    const cells = [1, 2, 3, 4, 5].map((style) => `<c s="${style}"><v>45688.5</v></c>`).join("");
    const [row] = await rowsOf(`<row>${cells}<c s="6"><v>0.4375</v></c></row>`, { styles });
    expect(row?.cells).toEqual([
      "2025-01-31T12:00:00",
      "2025-01-31T12:00:00",
      "45688.5",
      "45688.5",
      "45688.5",
      "10:30:00",
    ]);
    expect(row?.kinds).toBe("ddnnnt");
  });

  test("days count from 1904 if the workbook says so", async () => {
    const file = (is1904: boolean) => xlsxFile({ is1904, sheets: [{ name: "a", rows: [[{ d: "2025-01-31" }]] }] });
    for (const is1904 of [false, true]) {
      const { grid } = await openSpreadsheet(file(is1904));
      expect(grid.sourceRow(0)).toMatchObject({ cells: ["2025-01-31"], kinds: "d" });
    }
  });

  test("zeros that only the format shows become text", async () => {
    const [row] = await rowsOf('<row><c s="1"><v>123</v></c><c><v>123</v></c></row>', {
      styles: stylesOf("0000000000"),
    });
    expect(row).toMatchObject({ cells: ["0000000123", "123"], kinds: "tn" });
  });

  test("a workbook without its styles is refused as corrupt", async () => {
    for (const number of ["123", "4.5", "1E+3"]) {
      const cells = `<row><c s="1"><v>${number}</v></c></row>`;
      await expect(rowsOf(cells)).rejects.toMatchObject({ refusal: { code: "corrupt" } });
      await expect(rowsOf(cells, { styles: "<styleSheet></styleSheet>" })).rejects.toMatchObject({
        refusal: { code: "corrupt" },
      });
    }
    const [plain] = await rowsOf('<row><c s="0"><v>123</v></c><c s="1" t="str"><v>Ana</v></c></row>');
    expect(plain?.cells).toEqual(["123", "Ana"]);
  });
});

describe("other cells of a workbook", () => {
  test("booleans, errors, ISO dates and formulas keep their kind", async () => {
    const [row] = await rowsOf(
      '<row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="d"><v>2025-01-31T00:00:00</v></c><c><f>A1+1</f><v>7</v></c>' +
        '<c t="str"><f>B1</f><v>hola</v></c><c t="str"><f>""</f><v></v></c><c><f>SUM(A1)</f></c></row>',
    );
    expect(row?.cells.slice(0, 6)).toEqual(["true", "#N/A", "2025-01-31", "7", "hola", ""]);
    expect(row?.kinds).toMatch(/^bednt.e$/);
  });

  test("a formula without a value is reported as an error", async () => {
    const { grid, notices } = await openSpreadsheet(
      zipFile(xlsxParts(sheetXml('<row r="4"><c r="B4"><f>A1</f></c></row>'))),
    );
    expect(grid.kind(0, 1)).toBe("error");
    expect(grid.cell(0, 1)).not.toBe("");
    expect(notices).toEqual([{ code: "formulas_without_value", params: { count: 1, line: 4 } }]);
  });

  test("rows and cells without a reference follow the previous", async () => {
    const rows = await rowsOf('<row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>');
    expect(rows).toEqual([
      { line: 5, cells: ["", "", "1", "2"], kinds: "ttnn" },
      { line: 6, cells: ["3"], kinds: "n" },
    ]);
  });

  test("a column named again has its last value, in place", async () => {
    const [row] = await rowsOf(
      '<row><c r="A1"><v>1</v></c><c r="D1" t="str"><v>ñ</v></c><c r="B1"><v>2</v></c><c r="D1"><v>45</v></c><c t="str"><v>€</v></c><c r="A1"/></row>',
    );
    expect(row).toEqual({ line: 1, cells: ["1", "2", "", "45", "€"], kinds: "nntnt" });
  });

  test("letters of one to four bytes keep later cells in place", async () => {
    const texts = ["ñ", "€", "😀", "a&amp;ñ", "fin"];
    const cells = texts.map((each) => `<c t="str"><v>${each}</v></c>`).join("");
    const [first, second] = await rowsOf(`<row>${cells}</row><row><c><v>7</v></c></row>`);
    expect(first?.cells).toEqual(["ñ", "€", "😀", "a&ñ", "fin"]);
    expect(second).toEqual({ line: 2, cells: ["7"], kinds: "n" });
  });

  test("tags that are never closed are damage", async () => {
    for (const broken of ['<c r="A1"', '<c r="A1', '<c t="str"><v', '<c t="inlineStr"><is><t xml:space=']) {
      const reading = rowsOf(`<row>${broken}</row><row><c><v>7</v></c></row>`);
      await expect(reading, broken).rejects.toMatchObject({ refusal: { code: "corrupt" } });
    }
  });

  test("invalid UTF-8 is damage", async () => {
    const sheet = Buffer.from(sheetXml('<row><c t="str"><v>Pe#a</v></c></row>'), "latin1");
    sheet[sheet.indexOf("#")] = 0xf1;
    const file = zipFile(xlsxParts("", {}).map((part) => (part.content === "" ? { ...part, content: sheet } : part)));
    await expect(openSpreadsheet(file)).rejects.toMatchObject({ refusal: { code: "corrupt" } });
  });

  test("far empty cells are ignored, far values refused", async () => {
    const far = (content: string) => `<row><c><v>1</v></c><c r="XFD1" s="0">${content}</c></row>`;
    expect((await rowsOf(far("<v/>")))[0]?.cells).toEqual(["1"]);
    for (const content of ["<v>2</v>", "<f/>"]) {
      await expect(rowsOf(far(content))).rejects.toMatchObject({ refusal: { code: "too_many_columns" } });
    }
  });

  test("a row that is far too long is refused early", async () => {
    const cells = Array.from({ length: 300 }, () => '<c t="s"><v>0</v></c>').join("");
    const reading = rowsOf(`<row>${cells}</row>`, shared(`<t>${"x".repeat(32_000)}</t>`));
    await expect(reading).rejects.toMatchObject({ refusal: { code: "too_many_characters", params: { line: 1 } } });
  });

  test("a lone cell in the last row keeps its line", async () => {
    const rows = await rowsOf(
      '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>2</v></c></row>',
    );
    expect(rows.map(({ line }) => line)).toEqual([1, 1_048_576]);
  });
});

describe("sheets of a workbook", () => {
  const sheets = [
    { name: "Portada", rows: [["Cartera"]] },
    { name: "Oculta", isHidden: true, rows: Array.from({ length: 9 }, (_, index) => [index]) },
    { name: "Base", rows: [["a"], ["b"], ["c"]] },
  ];

  test("the fullest visible one is proposed, any can be chosen", async () => {
    const found = await openSpreadsheet(xlsxFile({ sheets }));
    expect(found.sheet).toMatchObject({ value: 2, evidence: "fullest_sheet", alternatives: [0, 1] });
    expect(found.sheets.map(({ rowCount }) => rowCount)).toEqual([1, 9, 3]);
    expect(found.notices).toContainEqual({ code: "hidden_sheets", params: { count: 1 } });
    const chosen = await openSpreadsheet(xlsxFile({ sheets }), { sheet: 1 });
    expect([chosen.sheet?.certainty, chosen.grid.rowCount]).toEqual(["chosen", 9]);
  });

  test("that look like the chosen one are reported", async () => {
    const header = ["Cédula", "Nombre", "Obligación", "Saldo"];
    const month = (name: string, count: number, isHidden = false) => ({
      name,
      isHidden,
      rows: [
        ["Cartera"],
        header,
        ...Array.from({ length: count }, (_, at) => [`10${count}${at}`, "Ana", `C-${at}`, at]),
      ],
    });
    const cover = { name: "Portada", rows: [["Banco"], ["Contacto", "Marta"], ["Cali"]] };
    const months = [cover, month("Enero", 6), month("Febrero", 9), month("Marzo", 1), month("Vieja", 8, true)];
    const told = async (settings = {}) =>
      (await openSpreadsheet(xlsxFile({ sheets: months }), settings)).notices.filter(
        ({ code }) => code === "other_sheets",
      );
    expect(await told()).toEqual([
      { code: "other_sheets", params: { count: 2, rows: 7, names: "«Enero» (6), «Marzo» (1)" } },
    ]);
    expect(await told({ sheet: 1 })).toEqual([
      { code: "other_sheets", params: { count: 2, rows: 10, names: "«Febrero» (9), «Marzo» (1)" } },
    ]);
  });

  test("with as many columns are reported too", async () => {
    const sheets = [
      {
        name: "Base",
        rows: [
          ["Cédula", "Saldo"],
          ["1020304050", 5],
          ["1020304051", 6],
          ["1020304052", 7],
        ],
      },
      {
        name: "Anexo",
        rows: [
          ["Documento", "Valor deuda"],
          ["1020304053", 8],
        ],
      },
      { name: "Vacía", rows: [["Documento", "Valor deuda"]] },
    ];
    expect((await openSpreadsheet(xlsxFile({ sheets }))).notices).toEqual([
      { code: "other_sheets", params: { count: 1, rows: 1, names: "«Anexo» (1)" } },
    ]);
  });

  test("report amounts that merged cells do not repeat", async () => {
    const rows = [
      ["Cédula", "Crédito", "Saldo"],
      ["1020304050", "C-1", 60],
      ["1020304050", "C-2", null],
      ["1020304051", "C-3", 70],
      ["1020304051", "C-4", null],
    ];
    const file = xlsxFile({ sheets: [{ name: "Base", merges: ["C2:C3", "C4:C5"], rows }] });
    const { grid, notices } = await openSpreadsheet(file);
    expect([1, 2, 3, 4].map((row) => grid.cell(row, 2))).toEqual(["60", "", "70", ""]);
    expect(notices).toEqual([{ code: "merged_cells_kept", params: { count: 2, line: 2 } }]);
  });

  test("damage in the rows is found by the checksum", async () => {
    const bytes = new Uint8Array(await xlsxFile({ sheets }).arrayBuffer());
    const name = Buffer.from(bytes).indexOf("xl/worksheets/sheet3.xml");
    const damaged = bytes.slice();
    const at = name + 60;
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    await expect(openSpreadsheet(new Blob([damaged]))).rejects.toMatchObject({ refusal: { code: "corrupt" } });
  });
});
