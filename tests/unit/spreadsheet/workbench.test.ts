import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { parseCents } from "#lib/domain/debtors/totals-counter.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { parseSourceLine } from "#lib/domain/table/source-line.ts";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { applyProposals } from "#tests/support/apply-proposals.ts";
import { cases } from "#tests/support/depth.ts";
import { columns } from "#tests/support/portfolio/columns.ts";
import { Portfolio } from "#tests/support/portfolio/portfolio.ts";
import { truthOf } from "#tests/support/portfolio/truth.ts";
import { type PortfolioFormat, portfolioBytes } from "#tests/support/portfolio/write-portfolio.ts";
import { usualFields } from "#tests/support/usual-fields.ts";

const placeholder = "sin-correo@example.com";

function contextOf(report: ReadingReport): DerivationContext {
  const mapping = mappingSchema.parse({
    columns: report.columns.map(({ header, decimalMark, dateOrder }) => {
      const field = columns.find((column) => column.header === header)?.field ?? null;
      if (field === null) return { state: "left_out" };
      return { state: "field", field, reading: { decimalMark: decimalMark?.value, dateOrder: dateOrder?.value } };
    }),
    defaults: [{ field: "debtor.Email", value: placeholder }],
  });
  return { fields: standardFields, mapping, country: "CO" };
}

async function opened(options: { rows: number; seed: number; errorShare: number }, format: PortfolioFormat) {
  const workbench = new Workbench();
  const file = new File([new Uint8Array(portfolioBytes(options, format))], `cartera.${format}`);
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const context = contextOf(report);
  return { workbench, report, context };
}

async function rowsOfChunks(workbench: Workbench) {
  const rows = [];
  for (let sequence = 0; sequence < workbench.planStaging().chunkCount; sequence++) {
    const { body, sha256 } = await workbench.chunk({ sequence });
    expect(sha256).toBe(Buffer.from(await crypto.subtle.digest("SHA-256", body)).toString("hex"));
    for (const line of gunzipSync(Buffer.from(body)).toString().trimEnd().split("\n")) rows.push(parseSourceLine(line));
  }
  return rows;
}

describe.each(["csv", "xlsx"] as const)("a bank's portfolio as %s", (format) => {
  const options = { rows: 3_000, seed: 5, errorShare: 0 };

  test("is understood without a question", async () => {
    const { report } = await opened(options, format);
    expect(report).toMatchObject({
      kind: format,
      rowCount: 3_000,
      notices: [],
      headerRow: { value: 2, evidence: "below_titles" },
    });
    expect(report.columns.map(({ header }) => header)).toEqual(columns.map(({ header }) => header));
    for (const { header, proposal } of report.columns) {
      const right = columns.find((column) => column.header === header)?.field ?? null;
      if (proposal !== null && proposal.reason !== "doubtful")
        expect([header, proposal.field]).toEqual([header, right]);
    }
  });

  test("gives its debtors, field by field, from the chunks", async () => {
    const { workbench, context } = await opened(options, format);
    const truth = truthOf(new Portfolio(options));
    const summary = workbench.apply({ context });
    expect(summary).toMatchObject({ rowsWithErrors: 0, edits: 0, totals: { leftOut: { rows: 0, debtors: 0 } } });
    expect(summary.totals.staged).toMatchObject({ rows: 3_000, debtors: truth.debtors.length, obligations: 3_000 });
    expect(parseCents(summary.totals.staged.balance)).toBe(truth.totalCents);

    const read = compileRowReader(context);
    const checked = (await rowsOfChunks(workbench)).map((row, index) => read(index, row!));
    const byDebtor = Map.groupBy(checked, (row) => row.identification!);
    const sent = [...byDebtor.values()].map((rows) => JSON.parse(assembleDebtor(rows, context).debtor!.payload));
    expect(sent).toEqual(
      truth.debtors.map((debtor) => ({
        Identification: debtor.identification,
        Name: debtor.name,
        Email: debtor.email ?? placeholder,
        Telephone: debtor.telephone,
        Address: debtor.address,
        Obligations: debtor.obligations,
      })),
    );
  });
});

describe("a portfolio with errors", () => {
  const options = { rows: 2_500, seed: 9, errorShare: 0.02 };
  let workbench: Workbench;
  let context: DerivationContext;
  let report: ReadingReport;
  const truth = truthOf(new Portfolio(options));

  beforeAll(async () => {
    ({ workbench, context, report } = await opened(options, "csv"));
    workbench.apply({ context });
  });

  const columnOf = (header: string): number => report.columns.findIndex((column) => column.header === header);

  test("leaves out every debtor with an error", () => {
    const { totals, rowsWithErrors } = workbench.apply({ context });
    const broken = new Set(
      truth.errors.filter(({ error }) => error !== "identification").map(({ identification }) => identification),
    );
    expect(rowsWithErrors).toBe(truth.errors.length);
    expect(totals.leftOut.debtors).toBe(broken.size);
    expect(totals.leftOut.rows + totals.staged.rows).toBe(options.rows);
    expect(parseCents(totals.leftOut.balance) + parseCents(totals.staged.balance)).toBe(
      parseCents(totals.file.balance),
    );
  });

  test("shows exactly the rows of each filter", () => {
    const wrong = truth.errors.map(({ row }) => row);
    const window = workbench.window({ from: 3, count: 10, filter: { show: "errors" } });
    expect([window.total, window.rows.map(({ row }) => row)]).toEqual([wrong.length, wrong.slice(3, 13)]);
    expect(window.rows.every(({ issues }) => issues.some(({ severity }) => severity === "error"))).toBe(true);
    const amounts = truth.errors.filter(({ error }) => error === "amount").map(({ row }) => row);
    const filter = { show: "group", code: "amount_malformed", column: columnOf("SLD TOTAL") } as const;
    expect(workbench.window({ from: 0, count: 999, filter }).rows.map(({ row }) => row)).toEqual(amounts);
    expect(workbench.window({ from: options.rows - 2, count: 50, filter: { show: "all" } }).rows).toHaveLength(2);
    expect(workbench.window({ from: 0, count: 5, filter: { show: "edited" } }).total).toBe(0);
  });

  test("goes from error to error and around the end", () => {
    const wrong = truth.errors.map(({ row }) => row);
    const filter = { show: "errors" } as const;
    expect(workbench.nextIssue({ after: -1, filter })).toEqual({ row: wrong[0], position: 0, isAround: false });
    expect(workbench.nextIssue({ after: wrong[0]!, filter })).toEqual({ row: wrong[1], position: 1, isAround: false });
    const around = { row: wrong[0], position: 0, isAround: true };
    expect(workbench.nextIssue({ after: wrong.at(-1)!, filter })).toEqual(around);
  });

  test("counts after edits and undo like a fresh derivation", () => {
    const before = workbench.apply({ context });
    const some = fc.record({
      row: fc.integer({ min: 0, max: options.rows - 1 }),
      column: fc.constantFrom(
        ...["NRO DOCUMENTO", "NOMBRE CLIENTE", "CEL CLIENTE", "SLD TOTAL", "NRO OBLIGACIÓN"].map(columnOf),
      ),
      text: fc.constantFrom("", "10000022", "99887766", "1.234,50", "12abc", "0040", "Ana Peña"),
    });
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 30 }), (edits) => {
        const original = edits.map(({ row, column }): CellEdit => {
          const cell = workbench.window({ from: row, count: 1, filter: { show: "all" } }).rows[0]!.cells[column]!;
          return { row, column, text: cell.original ?? cell.text };
        });
        const edited = workbench.edit({ edits });
        expect(edited).toEqual(workbench.apply({ context }));
        expect(workbench.edit({ edits: original })).toEqual({ ...before, canUndo: true });
      }),
      { numRuns: cases(25) },
    );
  });

  test("sends corrections apart from the file's cells", async () => {
    const amount = truth.errors.find(({ error }) => error === "amount")!;
    const edit = { row: amount.row, column: columnOf("SLD TOTAL"), text: "1.000,00" };
    workbench.edit({ edits: [edit] });
    expect(workbench.planStaging().edits).toEqual([edit]);
    expect((await rowsOfChunks(workbench))[amount.row]?.cells[edit.column]).toBe("12abc");
    const [shown] = workbench.window({ from: 0, count: 1, filter: { show: "edited" } }).rows;
    expect(shown?.cells[edit.column]).toEqual({ text: "1.000,00", kind: "text", original: "12abc" });
    workbench.edit({ edits: [{ ...edit, text: "12abc" }] });
    expect(workbench.planStaging().edits).toEqual([]);
  });

  test("applies a group's proposals at once and undoes them", () => {
    const column = columnOf("CORREO ELECTRÓNICO");
    const rows = [40, 41, 42];
    const original = rows.map((row) => ({
      row,
      column,
      text: workbench.window({ from: row, count: 1, filter: { show: "all" } }).rows[0]!.cells[column]!.text,
    }));
    const slips = rows.map((row) => ({ row, column, text: `persona${row}@gmail.con` }));
    workbench.edit({ edits: slips });
    const summary = applyProposals(workbench, { code: "email_slip", column });
    expect(summary.groups.some(({ code }) => code === "email_slip")).toBe(false);
    expect(workbench.window({ from: 40, count: 1, filter: { show: "all" } }).rows[0]?.cells[column]?.text).toBe(
      "persona40@gmail.com",
    );
    expect(inOneGo(workbench.editing.travel({ direction: "undo" })).summary.groups).toContainEqual(
      expect.objectContaining({ code: "email_slip", count: slips.length }),
    );
    workbench.edit({ edits: original });
  });

  test("can reread with another header", async () => {
    const again = await workbench.reread({ settings: { headerLine: 0 } });
    expect(again.headerRow).toMatchObject({ value: -1, certainty: "chosen" });
    expect(again.rowCount + again.setAside.count).toBe(options.rows + 3);
    expect(again.columns[0]?.header).toBe("Columna 1");
    expect(await workbench.reread({ settings: {} })).toEqual(report);
  });
});

test("debtors left out for a warning are subtracted and grouped", async () => {
  const text =
    "Cedula;Nombre;Correo;Celular;Credito;Producto\n1023456;Ana;ana@gmail.con;3001234567;A1;Consumo\n2034567;Luz;luz@x.co;3007654321;B1;Consumo\n";
  const workbench = new Workbench();
  await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
  const context = (leftOut: readonly object[]): DerivationContext => ({
    fields: standardFields,
    mapping: mappingSchema.parse({ columns: usualFields.map((field) => ({ state: "field", field })), leftOut }),
    country: "CO",
  });
  expect(workbench.apply({ context: context([]) }).totals.staged.debtors).toBe(2);
  const summary = workbench.apply({ context: context([{ code: "email_slip", field: "debtor.Email" }]) });
  expect(summary.totals).toMatchObject({ leftOut: { debtors: 1, rows: 1 }, staged: { debtors: 1 } });
  expect(summary.groups).toMatchObject([{ code: "email_slip", severity: "error", count: 1 }]);
});

describe("reading again with other settings", () => {
  const text = "Cartera de enero\nCedula;Saldo\n1023456;10,50\n2034567;20,50\n3045678;30,50\n";
  const opened = async () => {
    const workbench = new Workbench();
    const report = await workbench.open({ file: new File([text], "a.csv"), settings: {}, fields: standardFields });
    expect(report).toMatchObject({ headerRow: { value: 1 }, rowCount: 3 });
    const mapping = mappingSchema.parse({
      columns: [{ state: "field", field: "debtor.Identification" }, { state: "left_out" }],
    });
    workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
    workbench.edit({
      edits: [
        { row: 0, column: 1, text: "11,00" },
        { row: 2, column: 1, text: "33,00" },
      ],
    });
    return workbench;
  };

  test("moves corrections with their cells and counts dropped ones", async () => {
    const workbench = await opened();
    const report = await workbench.reread({ settings: { headerLine: 3 } });
    expect(report.edits).toEqual({ kept: 1, dropped: 1 });
    const { rows } = workbench.window({ from: 0, count: 5, filter: { show: "edited" } });
    expect(rows.map(({ row, line, cells }) => [row, line, cells[1]?.text])).toEqual([[1, 5, "33,00"]]);
  });

  test("identifies a header by its line, behind blank lines", async () => {
    const workbench = new Workbench();
    const file = new File(["Reporte de cartera\n\nfecha;x\nCEDULA;SALDO\n10;1,5\n20;2,5\n"], "a.csv");
    const report = await workbench.open({ file, settings: {}, fields: standardFields });
    expect(report.headerRow.params.line).toBe(4);
    const again = await workbench.reread({ settings: { headerLine: 3 } });
    expect(again.headerRow).toMatchObject({ certainty: "chosen", params: { line: 3 } });
    expect((await workbench.reread({ settings: { headerLine: 2 } })).headerRow.params.line).toBe(3);
  });

  test("asks for the header if the last row resembles one", async () => {
    const rows = ["ANA;BOGOTA;CENTRO", "LUIS;CALI;NORTE", "EVA;NEIVA;SUR", "NOMBRE;CIUDAD;AGENCIA"];
    const workbench = new Workbench();
    const file = new File([`${rows.join("\n")}\n`], "a.csv");
    const report = await workbench.open({ file, settings: {}, fields: standardFields });
    expect(report.rowCount).toBeGreaterThanOrEqual(3);
    expect(report.headerRow).toMatchObject({ certainty: "ambiguous" });
    const none = await workbench.reread({ settings: { headerLine: 0 } });
    expect(none).toMatchObject({ rowCount: 4, headerRow: { value: -1, certainty: "chosen" } });
  });

  test("loses no rows to a header below them", async () => {
    const row = "10.000.025;Rosa Niño;rosa@buzon.example;3086775662;Calle 76 # 38 - 87;004000000000;2.482.217,61";
    for (const count of [1, 2, 5, 50]) {
      const text = `${`${row}\n`.repeat(count)}SSN;Full name;E-mail;Mobile;Mailing address;Account;Total outstanding\n`;
      const report = await new Workbench().open({
        file: new File([text], "a.csv"),
        settings: {},
        fields: standardFields,
      });
      expect(report).toMatchObject({ rowCount: count + 1, headerRow: { value: -1 } });
    }
  });

  test("can still undo carried corrections", async () => {
    const workbench = await opened();
    await workbench.reread({ settings: { headerLine: 3 } });
    const mapping = mappingSchema.parse({
      columns: [{ state: "field", field: "debtor.Identification" }, { state: "left_out" }],
    });
    const summary = workbench.apply({ context: { fields: standardFields, mapping, country: "CO" } });
    expect(summary).toMatchObject({ edits: 1, canUndo: true });
    expect(inOneGo(workbench.editing.travel({ direction: "undo" })).summary).toMatchObject({
      edits: 0,
      canUndo: false,
      canRedo: true,
    });
  });

  test("drops corrections of cells that changed", async () => {
    const workbench = await opened();
    const report = await workbench.reread({ settings: { delimiter: ",", headerLine: 2 } });
    expect(report.edits).toEqual({ kept: 0, dropped: 2 });
    expect(workbench.window({ from: 0, count: 5, filter: { show: "edited" } }).total).toBe(0);
  });
});
