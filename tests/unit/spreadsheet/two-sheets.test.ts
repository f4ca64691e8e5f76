import { utils, write } from "@e965/xlsx";
import { describe, expect, test } from "vitest";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { type Mapping, mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { ReadingReport, ReadingSettings } from "#lib/spreadsheet/protocol/reading.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { type WorkbookCell, type WorkbookSheet, xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";

type Row = readonly WorkbookCell[];

const debtorHeaders: Row = ["Cédula", "Nombre", "Correo", "Celular"];
const obligationHeaders: Row = ["Identificación", "Obligación", "Producto", "Saldo total"];

const ana: Row = ["CC 1.020.304", "Ana Ruiz", "ana@buzon.example.org", "3001234567"];
const luis: Row = ["52.345.678", "Luis Peña", "luis@buzon.example.org", "3109876543"];
const eva: Row = ["79555444", "Eva Solís", "eva@buzon.example.org", "3151112233"];

const obligations: readonly Row[] = [
  [1020304, "OB-1", "Libranza", 100.5],
  [1020304, "OB-2", "Tarjeta", 200],
  [52345678, "OB-3", "Vehículo", 300.25],
];

function sheets(debtors: readonly Row[], rows: readonly Row[] = obligations): WorkbookSheet[] {
  return [
    { name: "Clientes", rows: [debtorHeaders, ...debtors] },
    { name: "Obligaciones", rows: [obligationHeaders, ...rows] },
  ];
}

function file(content: readonly WorkbookSheet[]): File {
  return new File([xlsxFile({ sheets: content })], "cartera.xlsx");
}

async function read(content: readonly WorkbookSheet[], settings: ReadingSettings = {}) {
  const workbench = new Workbench();
  const report = await workbench.open({ file: file(content), settings, fields: standardFields });
  return { workbench, report };
}

function proposed(report: ReadingReport): Mapping {
  return mappingSchema.parse({
    columns: report.columns.map(({ proposal }) =>
      proposal === null || proposal.reason === "doubtful"
        ? { state: "left_out" }
        : { state: "field", field: proposal.field, reading: proposal.reading },
    ),
  });
}

function rowsOf(workbench: Workbench) {
  return workbench
    .window({ from: 0, count: 100, filter: { show: "all" } })
    .rows.map(({ line, cells }) => [line, ...cells.map(({ text }) => text)]);
}

describe("a sheet of debtors beside one of obligations", () => {
  test("is joined automatically, with the evidence", async () => {
    const { report } = await read(sheets([ana, luis]));
    expect(report.join).toEqual({
      value: { sheet: 1, column: 0, debtors: { sheet: 0, column: 0 } },
      certainty: "likely",
      evidence: "debtors_found",
      params: { obligations: "Obligaciones", debtors: "Clientes", found: 2, of: 2, alone: 0 },
      alternatives: ["none"],
    });
    expect(report.sheet).toMatchObject({ value: 1, evidence: "obligations_sheet" });
    expect(report.notices).toEqual([]);
  });

  test("gives each obligation its debtor, despite identification formats", async () => {
    const { workbench, report } = await read(sheets([ana, luis]));
    expect(report.columns.map(({ header }) => header)).toEqual([...obligationHeaders, "Nombre", "Correo", "Celular"]);
    expect(rowsOf(workbench)).toEqual([
      [2, "1020304", "OB-1", "Libranza", "100.5", "Ana Ruiz", "ana@buzon.example.org", "3001234567"],
      [3, "1020304", "OB-2", "Tarjeta", "200", "Ana Ruiz", "ana@buzon.example.org", "3001234567"],
      [4, "52345678", "OB-3", "Vehículo", "300.25", "Luis Peña", "luis@buzon.example.org", "3109876543"],
    ]);
    const { totals } = workbench.apply({
      context: { fields: standardFields, mapping: proposed(report), country: "CO" },
    });
    expect(totals.staged).toMatchObject({ rows: 3, debtors: 2, obligations: 3, balance: "600.75" });
  });

  test("lists debtors without obligations last and leaves them out", async () => {
    const { workbench, report } = await read(sheets([ana, eva, luis, ["sin cédula", "Nadie", "", ""]]));
    expect(rowsOf(workbench).slice(3)).toEqual([
      [1_000_000_003, "79555444", "", "", "", "Eva Solís", "eva@buzon.example.org", "3151112233"],
      [1_000_000_005, "sin cédula", "", "", "", "Nadie", "", ""],
    ]);
    expect(report.notices).toEqual([{ code: "debtors_alone", params: { count: 2, debtors: "Clientes" } }]);
    const { totals } = workbench.apply({
      context: { fields: standardFields, mapping: proposed(report), country: "CO" },
    });
    expect(totals.leftOut).toMatchObject({ rows: 2, debtors: 1, balance: "0.00" });
    expect(totals.staged).toMatchObject({ rows: 3, debtors: 2 });
  });

  test("uses a debtor's first row and reports differing ones", async () => {
    const other = ["1020304", "Ana María Ruiz", "ana@buzon.example.org", "3001234567"];
    const many = Array.from({ length: 30 }, (_, at): Row => [String(80_000_000 + at), `Persona ${at}`, "", ""]);
    const { workbench, report } = await read(sheets([ana, luis, ...many, other, luis]));
    expect(rowsOf(workbench)[0]?.[5]).toBe("Ana Ruiz");
    expect(report.notices).toContainEqual({
      code: "debtors_repeated",
      params: { count: 1, lines: "34", debtors: "Clientes" },
    });
  });

  test("leaves a missing debtor's cells empty and counts them", async () => {
    const many = Array.from({ length: 18 }, (_, at): Row => [String(70_000_000 + at), `P-${at}`, "Libranza", 1]);
    const known = many.map(([id = null], at): Row => [id, `Persona ${at}`, "p@example.org", "3001234567"]);
    const { workbench, report } = await read(sheets([ana, ...known], [...obligations, ...many]));
    expect(report.join?.value).not.toBe("none");
    expect(rowsOf(workbench)[2]).toEqual([4, "52345678", "OB-3", "Vehículo", "300.25", "", "", ""]);
    expect(report.notices).toEqual([
      { code: "debtors_missing", params: { count: 1, of: 20, debtors: "Clientes", obligations: "Obligaciones" } },
    ]);
  });

  test("tells shared headers apart, without a sheet name's date", async () => {
    const dated = sheets([ana, luis]).map((sheet) =>
      sheet.name === "Clientes"
        ? {
            ...sheet,
            name: "Clientes 2025-11",
            rows: sheet.rows.map((row, at) => [...row, at === 0 ? "PRODUCTO" : "x"]),
          }
        : sheet,
    );
    const { report } = await read(dated);
    expect(report.columns.map(({ header }) => header).at(-1)).toBe("PRODUCTO (Clientes)");
  });

  test("matches formatted numbers in a workbook of 1904", async () => {
    const padded = sheets([[{ n: 1020304, f: "0000000000" }, "Ana Ruiz", "", ""]], [["0001020304", "OB-1", "x", 5]]);
    const workbench = new Workbench();
    const blob = xlsxFile({ sheets: padded, is1904: true });
    const report = await workbench.open({ file: new File([blob], "c.xlsx"), settings: {}, fields: standardFields });
    expect(report.join?.params).toMatchObject({ found: 1, of: 1 });
  });

  test("keeps corrections when separated and joined again", async () => {
    const { workbench, report } = await read(sheets([ana, luis]));
    workbench.apply({ context: { fields: standardFields, mapping: proposed(report), country: "CO" } });
    workbench.edit({
      edits: [
        { row: 0, column: 1, text: "OB-9" },
        { row: 0, column: 4, text: "Ana R." },
      ],
    });
    const apart = await workbench.reread({ settings: { join: "none", sheet: 1 } });
    expect(apart).toMatchObject({ join: { value: "none", certainty: "chosen" }, edits: { kept: 1, dropped: 1 } });
    expect(rowsOf(workbench)[0]).toEqual([2, "1020304", "OB-9", "Libranza", "100.5"]);
    const [join] = apart.join?.alternatives ?? [];
    const again = await workbench.reread({ settings: join === undefined ? {} : { join } });
    expect(again).toMatchObject({ join: { certainty: "chosen", evidence: "debtors_found" }, edits: { kept: 1 } });
    expect(rowsOf(workbench)[0]?.slice(0, 6)).toEqual([2, "1020304", "OB-9", "Libranza", "100.5", "Ana Ruiz"]);
  });

  test("can have its debtors' header on another row", async () => {
    const titled = sheets([ana, luis]).map((sheet) =>
      sheet.name === "Clientes" ? { ...sheet, rows: [["Banco"], ...sheet.rows] } : sheet,
    );
    const { workbench, report } = await read(titled);
    expect(report.debtorsHeaderRow).toMatchObject({ value: 1, evidence: "below_titles" });
    if (report.join === null || report.join.value === "none") throw new Error("not joined");
    const { debtors } = report.join.value;
    const moved = await workbench.reread({
      settings: { join: { ...report.join.value, debtors: { ...debtors, headerLine: 3 } } },
    });
    expect(moved.debtorsHeaderRow).toMatchObject({ value: 2, certainty: "chosen" });
    expect(moved.join?.params).toMatchObject({ found: 1, of: 2 });
  });
});

describe.each(["biff8", "xlsb", "ods"] as const)("two sheets of a workbook written as %s", (bookType) => {
  test("are one table as well", async () => {
    const book = utils.book_new();
    const content = { Clientes: [debtorHeaders, ana, luis], Obligaciones: [obligationHeaders, ...obligations] };
    for (const [name, rows] of Object.entries(content))
      utils.book_append_sheet(book, utils.aoa_to_sheet(rows.map((row) => [...row])), name);
    const bytes = new Uint8Array(write(book, { bookType, type: "array" }));
    const workbench = new Workbench();
    const report = await workbench.open({ file: new File([bytes], "cartera"), settings: {}, fields: standardFields });
    expect(report.join).toMatchObject({ evidence: "debtors_found", params: { found: 2, of: 2 } });
    expect(rowsOf(workbench)[2]?.slice(0, 6)).toEqual([4, "52345678", "OB-3", "Vehículo", "300.25", "Luis Peña"]);
  });
});

describe("sheets that are not one table", () => {
  const month = (name: string, from: number): WorkbookSheet => ({
    name,
    rows: [
      ["Identificación", "Nombre", "Celular", "Obligación", "Producto", "Saldo total"],
      ...Array.from(
        { length: 5 },
        (_, at): Row => [10203040 + at, `Persona ${at}`, "3001234567", `O-${from + at}`, "L", 9],
      ),
    ],
  });

  test("a portfolio per month stays one sheet each", async () => {
    const { report } = await read(["Enero", "Febrero", "Marzo"].map((name, at) => month(name, at * 100)));
    expect([report.join, report.otherShapes, report.rowCount]).toEqual([null, [], 5]);
  });

  test("debtors of another portfolio are offered, not joined", async () => {
    const strangers = [eva, ["80111222", "Otro", "o@example.org", "3001234567"]];
    const { report } = await read(sheets([ana, ...strangers]));
    expect(report.join).toMatchObject({ value: "none", certainty: "ambiguous", evidence: "debtors_offered" });
    expect(report.join?.alternatives).toEqual([{ sheet: 1, column: 0, debtors: { sheet: 0, column: 0 } }]);
    expect(report.otherShapes).toMatchObject([{ headers: [...obligationHeaders, "Nombre", "Correo", "Celular"] }]);
  });

  test("a small pair beside a whole portfolio is only offered", async () => {
    const whole = month("Cartera", 0);
    const large = { ...whole, rows: [...whole.rows, ...whole.rows.slice(1), ...whole.rows.slice(1)] };
    const { report } = await read([...sheets([ana, luis]), large]);
    expect(report).toMatchObject({ sheet: { value: 2 }, join: { value: "none" } });
  });
});
