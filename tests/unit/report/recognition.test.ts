import { read, utils, write } from "@e965/xlsx";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { reportWords } from "#app/api/uploads/[uploadId]/report/report-words.ts";
import { locales } from "#lib/domain/access/locales.ts";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import type { Report, ReportRow } from "#lib/domain/views/report.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { recogniseReport } from "#lib/spreadsheet/recognise-report.ts";
import { addedHeaders } from "#lib/spreadsheet/report/added-headers.ts";
import { parseReportReference, reportReference } from "#lib/spreadsheet/report/report-reference.ts";
import { addedColumns, reportTable } from "#lib/spreadsheet/report/report-table.ts";
import { writeCsv } from "#lib/spreadsheet/report/write-csv.ts";
import { writeXlsx } from "#lib/spreadsheet/report/write-xlsx.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { cases } from "#tests/support/depth.ts";
import { reportWordsInTests } from "#tests/support/reports/report-words.ts";

const uploadId = "01935f00-1234-7abc-8def-0123456789ab";
const headers = ["CEDULA", "NOMBRE", "=NOTA", "SALDO"];

type Cells = readonly string[];

function reportOf(rows: readonly { readonly cells: Cells; readonly kinds: string | null }[]): Report {
  return {
    uploadId,
    fileName: "cartera.xlsx",
    headers,
    columns: ["number", "word", "value", "value"],
    group: "failures",
    rows: (async function* () {
      for (const [index, row] of rows.entries())
        yield {
          line: index * 3 + 5,
          ...row,
          identification: row.cells[0] ?? null,
          group: "rejected",
          evidence: null,
          reason: "named_failure",
          remoteText: "=Telephone is not valid",
          faultColumn: index % 2,
          issues: [],
        } satisfies ReportRow;
    })(),
  };
}

async function fileOf(report: Report, format: "csv" | "xlsx", delimiter: ";" | "," = ";"): Promise<File> {
  const table = reportTable(report, reportWordsInTests, { isGuarded: format === "csv" });
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const bytes = format === "csv" ? writeCsv(table, { delimiter }) : writeXlsx(table, { sheetName: "Bericht" });
  for await (const part of bytes) parts.push(part);
  return new File(parts, `bericht.${format}`);
}

async function recognised(file: File) {
  const { grid } = await openSpreadsheet(file, {}, {});
  return recogniseReport(grid, {});
}

async function rowsOf(file: File) {
  const report = await recognised(file);
  if (report === null) throw new Error("the report was not recognised");
  const rows = Array.from({ length: report.table.rowCount }, (_, row) => {
    const { cells, kinds } = report.table.sourceRow(row);
    const padded = headers.map((_, column) => cells[column] ?? "");
    return { cells: padded, kinds: padded.map((_, column) => kinds?.[column] ?? "t").join("") };
  });
  return { rows, headers: report.table.columns.map((column) => column.header), report };
}

const text = fc.string({
  unit: fc.constantFrom("a", "ñ", "1", "0", ".", ",", ";", '"', "'", "=", "+", "-", "@", " ", "€", "\n", "\t"),
  maxLength: 10,
});
const typed = fc.oneof(
  text.map((one) => ({ text: one, kind: "t" })),
  fc
    .constantFrom("+573001234567", "00123", "3.001E+09", "'=x", "''@x", "=x", "-5", "1.234.567,89")
    .map((one) => ({ text: one, kind: "t" })),
  fc.tuple(fc.integer(), fc.nat(999)).map(([whole, part]) => ({
    text: part === 0 ? String(whole) : `${whole}.${String(part).padStart(3, "0").replace(/0+$/, "")}`,
    kind: "n",
  })),
  fc.constantFrom("12345678901234567890", "123.456", "1.234").map((one) => ({ text: one, kind: "n" })),
  fc.constantFrom("2025-01-31", "2025-02-03T10:00:00", "1899-01-01").map((one) => ({ text: one, kind: "d" })),
  fc.constantFrom("true", "false").map((one) => ({ text: one, kind: "b" })),
  fc.constantFrom("#N/A", "#FORMULA", "#SPILL!").map((one) => ({ text: one, kind: "e" })),
);
const someRows = fc.array(fc.array(typed, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 });

describe.each(["csv", "xlsx"] as const)("a report as %s", (format) => {
  test("gives back the reported cells, of any kind", async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const written = rows.map((cells, index) => ({
          cells: [`10${index}`, ...cells.map((cell) => cell.text)],
          kinds: `t${cells.map((cell) => (cell.text === "" ? "t" : cell.kind)).join("")}`,
        }));
        const { rows: back, headers: names } = await rowsOf(await fileOf(reportOf(written), format));
        expect(back).toEqual(written);
        expect(names).toEqual(headers);
      }),
      { numRuns: cases(60) },
    );
  });

  test("keeps its remarks beside the rows, not as columns", async () => {
    const { report } = await rowsOf(
      await fileOf(
        reportOf([
          { cells: ["1", "a", "b", "5"], kinds: null },
          { cells: ["2", "c", "d", "6"], kinds: null },
        ]),
        format,
      ),
    );
    expect(report.uploadIds).toEqual([uploadId]);
    expect(report.remarkOf(1)).toEqual({
      line: "8",
      result: "Rechazado",
      reason: "Rechazado por el CRM",
      remoteText: "=Telephone is not valid",
    });
  });

  test("gives overtyped cells as the typed text", async () => {
    const file = await fileOf(reportOf([{ cells: ["1", "a", "b", "123.456"], kinds: "tttn" }]), format);
    const book = read(await file.arrayBuffer(), { raw: true });
    const sheet = book.Sheets[book.SheetNames[0] ?? ""] ?? {};
    sheet.D2 = { t: "s", v: "123.457" };
    const edited = new File([write(book, { type: "array", bookType: "xlsx" })], "x.xlsx");
    expect((await rowsOf(edited)).rows).toEqual([{ cells: ["1", "a", "b", "123.457"], kinds: "tttt" }]);
  });
});

/** A report as Excel saves it: sorted, with rows removed and added, a title above, and in another format. */
async function savedBy(file: File, bookType: "xlsx" | "xls" | "xlsb" | "ods" | "csv" | "txt"): Promise<File> {
  const book = read(await file.arrayBuffer(), { raw: true });
  const rows = utils.sheet_to_json<Cells>(book.Sheets[book.SheetNames[0] ?? ""] ?? {}, {
    header: 1,
    raw: true,
    defval: "",
  });
  const [head = [], first = [], , third = []] = rows;
  const sheet = utils.aoa_to_sheet(
    [["Corregido por Ana"], head, third, first, ["99", "Nuevo", "", "7"]].map((row) => [...row]),
  );
  const changed = { SheetNames: ["Hoja1"], Sheets: { Hoja1: sheet } };
  if (bookType !== "csv") return new File([write(changed, { type: "array", bookType })], `x.${bookType}`);
  const csv = utils.sheet_to_csv(sheet, { FS: ";" });
  return new File([Uint8Array.from(csv, (letter) => letter.charCodeAt(0) & 0xff)], "x.csv");
}

describe("a report that came back from a spreadsheet", () => {
  const rows = [
    { cells: ["1", "Peña", "=x", "+57300"], kinds: null },
    { cells: ["2", "b", "", "6"], kinds: null },
    { cells: ["3", "c", "", "7"], kinds: null },
  ];

  test.each(["xlsx", "xls", "xlsb", "ods", "csv", "txt"] as const)(
    "as %s is recognised, though sorted, shortened and extended",
    async (bookType) => {
      const file = await savedBy(await fileOf(reportOf(rows), "xlsx"), bookType);
      const { rows: back, report } = await rowsOf(file);
      expect(back.map(({ cells }) => cells)).toEqual([
        ["3", "c", "", "7"],
        ["1", "Peña", "=x", "+57300"],
        ["99", "Nuevo", "", "7"],
      ]);
      expect([report.uploadIds, report.remarkOf(0).line, report.remarkOf(2).line]).toEqual([[uploadId], "11", ""]);
    },
  );

  test("as Windows-1252 loses its CSV guards", async () => {
    const file = await savedBy(await fileOf(reportOf(rows), "csv"), "csv");
    expect((await rowsOf(file)).rows[1]?.cells).toEqual(["1", "Peña", "=x", "+57300"]);
  });

  test("of two uploads names both", async () => {
    const book = utils.aoa_to_sheet([
      ["CEDULA", ...Array.from({ length: 8 }, (_, index) => `x${index}`)],
      ["1", ...Array.from({ length: 7 }, () => ""), `wolkvox-carga:${uploadId}`],
      ["2", ...Array.from({ length: 7 }, () => ""), `wolkvox-carga:${uploadId.replace("0193", "0194")}/csv`],
    ]);
    const bytes = write({ SheetNames: ["a"], Sheets: { a: book } }, { type: "array", bookType: "xlsx" });
    expect((await recognised(new File([bytes], "x.xlsx")))?.uploadIds).toHaveLength(2);
  });

  test("needs a valid reference, other cells and a header", async () => {
    const cells = ["1", "a", "b", "c", "d", "e", "f", "g"];
    const ofRows = (written: readonly Cells[]) =>
      recognised(new File([written.map((row) => row.join(";")).join("\n")], "x.csv"));
    const reference = `wolkvox-carga:${uploadId}`;
    expect(
      await ofRows([
        ["CEDULA", "Carga"],
        ["1", reference],
      ]),
    ).not.toBeNull();
    expect(
      await ofRows([
        ["CEDULA", "Carga"],
        ["1", "wolkvox-carga:1234"],
      ]),
    ).toBeNull();
    expect(await ofRows([["Carga"], [reference]])).toBeNull();
    expect(await ofRows([[...cells, reference], ["2"]])).toBeNull();
  });
});

/** A report's columns in a new order, by their names; an unknown name is a new column. */
async function arranged(names: readonly string[], format: "csv" | "xlsx"): Promise<File> {
  const report = reportOf([
    { cells: ["0301", "=1+1", "'=x", "291.000"], kinds: null },
    { cells: ["0302", "12E5", "n", "1.234,50"], kinds: null },
  ]);
  const book = read(
    await (await fileOf({ ...report, columns: ["number", "word", "word", "amount"] }, format)).arrayBuffer(),
    {
      raw: true,
    },
  );
  const rows = utils.sheet_to_json<Cells>(book.Sheets[book.SheetNames[0] ?? ""] ?? {}, {
    header: 1,
    raw: true,
    defval: "",
  });
  const head = rows[0] ?? [];
  const lines = rows.map((row, index) =>
    names.map((name) => (head.includes(name) ? (row[head.indexOf(name)] ?? "") : index === 0 ? name : "nuevo")),
  );
  return new File([utils.sheet_to_csv(utils.aoa_to_sheet(lines), { FS: ";" })], "x.csv");
}

describe("a report whose columns were rearranged", () => {
  const own = ["CEDULA", "NOMBRE", "'=NOTA", "SALDO"];
  const [added = []] = addedHeaders;
  const beside = added.slice(0, -1);

  test.each([
    ["as it was", [...own, ...added]],
    ["its reference first", ["Carga", ...own, ...beside]],
    ["its reference between", ["CEDULA", "NOMBRE", "Carga", "'=NOTA", "SALDO", ...beside]],
    ["its reference alone", [...own, "Carga"]],
    ["some of what it added gone", [...own, "Motivo", "Respuesta del CRM", "Carga"]],
    ["what it added first", [...added, ...own]],
  ])("gives only the file's columns: %s", async (_, names) => {
    const { rows, headers: found, report } = await rowsOf(await arranged(names, "csv"));
    expect([found, report.uploadIds]).toEqual([headers, [uploadId]]);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["0301", "=1+1", "'=x", "291.000"],
      ["0302", "12E5", "n", "1.234,50"],
    ]);
    expect(report.changedNumbers.size).toBe(0);
    expect(report.remarkOf(0).reason).toBe(names.includes("Motivo") ? "Rechazado por el CRM" : "");
  });

  test("without references is recognised by its added columns", async () => {
    const { rows, headers: found, report } = await rowsOf(await arranged([...own, ...beside], "csv"));
    expect([found, report.uploadIds]).toEqual([headers, []]);
    expect(rows.map(({ cells }) => cells[1])).toEqual(["=1+1", "12E5"]);
  });

  test.each([
    ["Línea del archivo", "Identificación leída"],
    ["Respuesta del CRM", "Columna con el problema"],
  ])("without references is recognised by two unique names: %s, %s", async (...kept) => {
    const { headers: found, report } = await rowsOf(await arranged([...own, ...kept], "csv"));
    expect([found, report.uploadIds]).toEqual([headers, []]);
    expect(await recognised(await arranged([...own, "Resultado", "Motivo"], "csv"))).toBeNull();
  });

  test("keeps a sender's column with an added column's name", async () => {
    const { headers: found } = await rowsOf(await arranged(["Motivo", "CEDULA", "Resultado", "Carga"], "csv"));
    expect(found).toEqual(["Motivo", "CEDULA", "Resultado"]);
  });

  test("restores its cells wherever they were moved", async () => {
    const file = await arranged(["Nueva", "SALDO", "CEDULA", "NOMBRE", ...added], "csv");
    const saved = (await file.text())
      .replaceAll(/(^|;)0(30\d)(?=;)/gm, "$1$2")
      .replaceAll(";291.000;", ";291;")
      .replaceAll(";1.234,50;", ";1234.5;");
    const report = await recognised(new File([saved], "x.csv"));
    expect(report?.restored).toEqual({ count: 4, line: 2 });
    expect([0, 1].map((row) => report?.table.sourceRow(row).cells)).toEqual([
      ["nuevo", "291.000", "0301", "=1+1"],
      ["nuevo", "1.234,50", "0302", "12E5"],
    ]);
  });
});

test.each(locales)("columns of reports are recognised by their names in %s", (locale) => {
  const words = reportWords(locale, []);
  expect(addedHeaders).toContainEqual(addedColumns.map((column) => words[column]));
});

test("a reference is read despite case and blanks", () => {
  const written = reportReference(
    uploadId,
    [
      { text: "a", kind: "text", holds: "value", isAtFault: false },
      { text: "5", kind: "number", holds: "value", isAtFault: false },
      { text: "", kind: "date", holds: "value", isAtFault: false },
    ],
    true,
  );
  expect(written).toMatch(/^wolkvox-carga:[0-9a-f-]{36}\/csv\/tn[0-9a-f]{4}$/);
  const read = parseReportReference(`  ${written.toUpperCase()} `);
  expect([read?.uploadId, read?.isGuarded, read?.kinds.get(1)?.kind, read?.kinds.size]).toEqual([
    uploadId,
    true,
    "number",
    1,
  ]);
});

test("the workbench reads a report and applies the server's fates", async () => {
  const rows = [
    { cells: ["1001", "Ana", "x", "5"], kinds: null },
    { cells: ["1002", "Luis", "y", "6"], kinds: null },
  ];
  const workbench = new Workbench();
  const report = await workbench.open({
    file: await fileOf(reportOf(rows), "csv"),
    settings: {},
    fields: standardFields,
  });
  expect([report.reportOf, report.columns.map(({ header }) => header), report.rowCount]).toEqual([
    [uploadId],
    headers,
    2,
  ]);
  workbench.correct({ text: new TextEncoder().encode('["1001","a"]\n').buffer, at: Date.UTC(2026, 10, 24) });
  const none = { state: "left_out" } as const;
  const field = (id: string) => ({ state: "field", field: id, group: 0, reading: {} }) as const;
  const constants = ["debtor.Email", "debtor.Telephone", "obligation.id", "obligation.name"].map((id) => ({
    field: id,
    value: id === "debtor.Email" ? "a@example.com" : "3001234567",
  }));
  const mapping = {
    layout: "row_per_obligation",
    columns: [field("debtor.Identification"), field("debtor.Name"), none, none],
    constants,
    defaults: [],
    separators: [],
    conflicts: [],
  } as const;
  const context = { fields: standardFields, mapping: structuredClone(mapping) as never, country: "CO" };
  const summary = workbench.apply({ context });
  expect([summary.totals.staged.debtors, summary.totals.leftOut.debtors]).toEqual([1, 1]);
  const shown = workbench.window({ from: 0, count: 1, filter: { show: "left_out" } }).rows[0];
  expect([shown?.issues.map((issue) => issue.code), shown?.remark?.reason]).toEqual([
    ["correction_accepted"],
    "Rechazado por el CRM",
  ]);
  // A row given another identification is a new debtor; given back its own, it is left out again.
  expect(workbench.edit({ edits: [{ row: 0, column: 0, text: "1003" }] }).totals.staged.debtors).toBe(2);
  expect(workbench.edit({ edits: [{ row: 0, column: 0, text: "1001" }] }).totals.staged.debtors).toBe(1);
  expect(workbench.planStaging().correction).toEqual({
    stamp: expect.stringMatching(/^[0-9a-f]{16}$/),
    renumbered: [],
    renamed: [],
    added: [],
    lines: [],
    ...noChoices,
  });
});

test.each(["csv", "xlsx"] as const)("the report of accepted debtors is refused by its name (%s)", async (format) => {
  const accepted = reportOf([1, 2].map(() => ({ cells: [], kinds: null })));
  const file = await fileOf(accepted, format);
  const opened = new Workbench().open({ file, settings: {}, fields: standardFields });
  await expect(opened).rejects.toMatchObject({ refusal: { code: "report_without_cells" } });
});
