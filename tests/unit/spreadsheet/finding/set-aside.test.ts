import { describe, expect, it } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import type { ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import { findWholeTable } from "#lib/spreadsheet/whole-table.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { printedReport } from "#tests/support/reports/report-with-asides.ts";

async function read(text: string, settings: ReadingSettings = {}) {
  const { table, setAside } = findWholeTable(
    await openSpreadsheet(new File([text], "cartera.csv"), settings),
    settings,
  );
  const lines = Array.from({ length: table.rowCount }, (_, row) => table.line(row));
  return { table, lines, setAside: setAside.map(({ line, reason }) => [line, reason]) };
}

const fieldOf: Readonly<Record<string, string>> = {
  I: "debtor.Identification",
  N: "debtor.Name",
  O: "obligation.id",
  P: "obligation.name",
};

const header = "Cédula;Nombre;Obligación;Producto;Saldo";
const row = (number: number, product = "Tarjeta") =>
  `10203${number};Persona ${number};770${number};${product};${number}000`;

function file(...lines: string[]): string {
  return `${lines.join("\n")}\n`;
}

describe("rows that are no data", () => {
  it("takes out a row of totals, not the debtors below", async () => {
    const { lines, setAside } = await read(
      file(header, row(10), row(11), ";;;TOTAL PLAN;", row(12), row(13), row(14), row(15, "TOTAL PLAN"), row(16)),
    );
    expect(setAside).toEqual([[4, "total"]]);
    expect(lines).toEqual([2, 3, 5, 6, 7, 8, 9]);
  });

  it("sets subtotals aside, however far from the end", async () => {
    const groups = Array.from({ length: 40 }, (_, group) => [
      row(100 + 2 * group),
      row(101 + 2 * group),
      `Subtotal agencia ${group};;;;5000`,
    ]);
    const { lines, setAside } = await read(file(header, ...groups.flat(), "TOTAL GENERAL;;;;200000"));
    expect(lines).toHaveLength(80);
    expect(setAside).toHaveLength(41);
  });

  it("prefers the upper of two headers with a row counter", async () => {
    const numbered = [10, 11, 12, 13].map((number, at) => `${at + 1};${row(number)}`);
    const { table, lines } = await read(file(`#;${header}`, ...numbered.slice(0, 2), header, ...numbered.slice(2)));
    expect(table.columns.map((column) => column.header)).toEqual(["#", ...header.split(";")]);
    expect(lines).toEqual(expect.arrayContaining([2, 3, 5, 6]));
  });

  it("sets aside the titles, headers and numbers of each page", async () => {
    const page = ["Página 1 de 3", "BANCO DE PRUEBA;;;;", header];
    const { lines, setAside } = await read(
      file("BANCO DE PRUEBA;;;;", header, row(10), row(11), ...page, row(12), ...page, row(13)),
    );
    expect(lines).toEqual([3, 4, 8, 12]);
    expect(setAside).toEqual([
      [1, "title"],
      [5, "page"],
      [6, "title"],
      [7, "repeated_header"],
      [9, "page"],
      [10, "title"],
      [11, "repeated_header"],
    ]);
  });

  it("ends with notes only if nothing else follows", async () => {
    const end = ["Total registros: 4", "Elaborado por:", "Juana Pérez;Jefe"];
    const { lines, setAside } = await read(file(header, row(10), row(11), row(12), row(13), ...end));
    expect(lines).toEqual([2, 3, 4, 5]);
    expect(setAside.map(([line]) => line)).toEqual([6, 7, 8]);
    const between = await read(file(header, row(10), ...end, row(11), row(12), row(13)));
    // A name alone may be a debtor who lacks the rest: it stays and is reported as an error.
    expect(between.lines).toEqual([2, 5, 6, 7, 8]);
  });

  it.each([
    ["a debtor called Total", "1020399;Total Play;7799;Tarjeta;100"],
    ["a debtor without an identification in a full row", ";Total Play;7799;Tarjeta;100"],
    ["an identification that is an error of Excel", "#N/A;TOTAL PLAN;7799;Tarjeta;100"],
    ["a last row that was cut", "1020399;Tot"],
    ["a last row that was cut in its first cell", "10203"],
    ["a debtor of whom only the identification is known", "1020399;;;;"],
  ])("leaves %s where it is", async (_, last) => {
    const { lines } = await read(file(header, row(10), row(11), row(12), row(13), last));
    expect(lines).toEqual([2, 3, 4, 5, 6]);
  });

  it.each([
    "REGISTROS: 5",
    "CANT. REGISTROS;5",
    "CANT. REGISTROS: 5",
    "QTDE. REGISTROS;5",
    "RECORD COUNT;5",
    "SUMA DE SALDOS;46.000,00",
    "SUMATORIA;46.000,00",
    "SUMATORIA DE SALDOS;1020310",
    "VALOR TOTAL;46.000,00",
    "VALOR TOTAL: 46.000,00",
    "SOMA DOS SALDOS;46.000,00",
    "SUM OF BALANCES;46,000.00",
  ])("ends with the declaration %s, even where its figure is in place of an identification", async (footer) => {
    const names = "Tipo;Cédula;Nombre;Obligación;Producto;Saldo";
    const rows = [10, 11, 12, 13, 14].map((number) => `CC;${row(number)}`);
    for (const end of [[footer], ["REGISTROS: 5;;;;;", footer], [footer, "REGISTROS;5;;;;"]]) {
      const { lines, setAside } = await read(file(names, ...rows, ...end));
      expect(lines).toEqual([2, 3, 4, 5, 6]);
      expect(setAside.map(([line]) => line)).toEqual(end.map((_, at) => 7 + at));
    }
  });

  it("leaves a debtor with only a name like a total's and an identification", async () => {
    const names = "Nombre;Cédula;Obligación;Producto;Saldo";
    const rows = [10, 11, 12, 13].map((number) => `Persona ${number};10203${number};770${number};Tarjeta;${number}000`);
    expect((await read(file(names, ...rows, "Total Play;1020399;;;"))).lines).toEqual([2, 3, 4, 5, 6]);
  });

  it("sets aside the sum right below a debtor's rows", async () => {
    const { setAside } = await read(
      file(header, row(10), row(10), "1020310;Total cliente;;;20000", row(11), row(12), "1020399;Total;;;5", row(13)),
    );
    expect(setAside).toEqual([[4, "total"]]);
  });

  it("takes back what the user calls data", async () => {
    const text = file(
      "BANCO DE PRUEBA;;;;",
      header,
      row(10),
      row(11),
      "Subtotal;;;;21000",
      row(12),
      row(13),
      "Total;;;;46000",
    );
    expect((await read(text)).setAside.map(([line]) => line)).toEqual([1, 5, 8]);
    expect((await read(text, { takenIn: [5] })).lines).toEqual([3, 4, 5, 6, 7]);
    expect(await read(text, { takenIn: "all" })).toMatchObject({ lines: [1, 3, 4, 5, 6, 7, 8], setAside: [] });
  });

  it("reads the same rows by every method of a table", async () => {
    const { table } = await read(file(header, row(10), "Subtotal;;;;10000", row(11), "Subtotal;;;;11000", row(12)));
    const found: [number, number][] = [];
    table.search?.({ pattern: /Persona|Subtotal/g, isWhole: false }, 0, table.rowCount, (at, column) => {
      found.push([at, column]);
      return true;
    });
    expect(found).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    // In any order, as scrolling asks.
    expect([2, 0, 1, 2, 1, 0].map((at) => [table.line(at), table.cell(at, 0), table.sourceRow(at).cells[0]])).toEqual(
      [6, 2, 4, 6, 4, 2].map((line) => [line, `10203${9 + line / 2}`, `10203${9 + line / 2}`]),
    );
  });

  it("never sets a debtor aside, in any report", async () => {
    let inserted = 0;
    let aside = 0;
    for (let seed = 0; seed < 150; seed++) {
      const report = printedReport(randomAt(11, seed, 0));
      const { lines, setAside } = await read(report.text);
      const debtors = report.lines.flatMap(({ isDebtor }, index) => (isDebtor ? [index + 1] : []));
      const dropped = debtors.filter((line) => !lines.includes(line));
      expect({ seed, dropped }).toEqual({ seed, dropped: [] });
      // Every row is either data or set aside, never both.
      const rows = [...lines, ...setAside.map(([line]) => Number(line))].sort((left, right) => left - right);
      expect(rows).toEqual(report.lines.map((_, index) => index + 1).filter((line) => line !== report.headerLine));
      inserted += report.lines.length - debtors.length - 1;
      aside += setAside.length;
    }
    // The remaining rows belong to no debtor: they are errors and left out.
    expect(aside / inserted).toBeGreaterThan(0.99);
  });

  it("returns rows that the mapping shows to be debtors", async () => {
    const names = "Cédula;Nombre;Obligación;Producto;A;B;C;D;E;F";
    const full = (debtor: number) => `1020304${debtor};Persona ${debtor};77${debtor};Tarjeta;a;b;c;d;e;f`;
    const rows = [10, 11, 12, 13].map(full);
    const text = file(names, ...rows, "12;Total;7;Tarjeta;;;;;;", full(14), "Total;;;;;;;;;9", full(15));
    const workbench = new Workbench();
    await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
    expect(workbench.asideWindow({ from: 0, count: 9 }).rows.map(({ line }) => line)).toEqual([6, 8]);
    const mapping = mappingSchema.parse({
      columns: [..."INOP"]
        .map((letter) => ({ state: "field", field: fieldOf[letter] }))
        .concat(Array(6).fill({ state: "left_out" })),
      constants: [
        { field: "debtor.Email", value: "sin-correo@example.com" },
        { field: "debtor.Telephone", value: "3001234567" },
      ],
    });
    const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
    expect(summary).toMatchObject({ totals: { file: { rows: 8, debtors: 7 }, setAside: 1, leftOut: { rows: 0 } } });
    expect(workbench.asideWindow({ from: 0, count: 9 })).toEqual({
      total: 1,
      rows: [{ line: 8, text: "Total · 9", reason: "total" }],
    });
    workbench.edit({ edits: [{ row: 6, column: 1, text: "Otra Persona" }] });
    const taken = workbench.takeIn({ takenIn: [8] });
    expect(taken).toMatchObject({ edits: 1, totals: { file: { rows: 8 }, setAside: 0, leftOut: { rows: 1 } } });
    expect(workbench.planStaging()).toMatchObject({
      rowCount: 8,
      setAside: [],
      edits: [{ row: 7, text: "Otra Persona" }],
    });
    expect(workbench.takeIn({ takenIn: null })).toEqual({ ...summary, edits: 1, editedRows: 1, canUndo: true });
  });

  it("keeps a debtor's row lacking cells, however often reread", async () => {
    const names = "Cédula;Nombre;Obligación;Producto;A;B;C;D;E;F";
    const full = (debtor: number) => `1020304${debtor};Persona ${debtor};77${debtor};Tarjeta;a;b;c;d;e;f`;
    const text = file(names, ...[10, 11, 12, 13].map(full), "12;Total;7;Tarjeta", full(14), full(15));
    const workbench = new Workbench();
    await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
    const mapping = mappingSchema.parse({
      columns: [..."INOP"]
        .map((letter) => ({ state: "field", field: fieldOf[letter] }))
        .concat(Array(6).fill({ state: "left_out" })),
      constants: [
        { field: "debtor.Email", value: "sin-correo@example.com" },
        { field: "debtor.Telephone", value: "3001234567" },
      ],
    });
    const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
    expect(summary.groups).toMatchObject([{ code: "row_short", rows: 1, firstRow: 4 }]);
    expect(workbench.takeIn({ takenIn: null })).toEqual(summary);
  });

  it("reports and counts what it sets aside", async () => {
    const workbench = new Workbench();
    const text = file("BANCO;;;;", header, row(10), row(11), "Subtotal;;;;1", row(12), "Total;;;;2");
    const { setAside, rowCount } = await workbench.open({
      file: new File([text], "a.csv"),
      settings: {},
      fields: standardFields,
    });
    expect(rowCount).toBe(3);
    expect(setAside).toEqual({
      count: 3,
      reasons: [
        { reason: "title", count: 1, line: 1 },
        { reason: "total", count: 2, line: 5 },
      ],
    });
  });
});
