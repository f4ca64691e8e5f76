import { expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import { columns, type GivenDebtor, reportRows, rowsOf } from "#tests/support/reports/earlier-upload.ts";
import { openXlsxReport } from "#tests/support/reports/open-report.ts";

const fields = fieldsOf([]);
const given = (identification: string, fate: GivenDebtor["fate"], obligations = ["1", "2"]): GivenDebtor => ({
  identification,
  fate,
  obligations: obligations.map((end) => `${identification}-${end}`),
});
/**
 * The first four are in the report. The last two are not missing from it: one was accepted since, one is in a
 * running retry.
 */
const debtors = [
  given("10304051", "rejected"),
  given("10304052", "rejected"),
  given("10304053", "left_out"),
  given("10304054", "open"),
  given("10304055", "accepted"),
  given("10304056", "in_retry"),
];

async function review(rows: ReportCell[][]) {
  const { workbench } = await openXlsxReport(rows, debtors);
  const context = { fields, mapping: portfolioMapping, country: "CO" };
  return { workbench, summary: workbench.apply({ context, choices: noChoices }) };
}

const report = () => reportRows(debtors.slice(0, 4).flatMap(rowsOf));
const byHand = (identification: string): ReportCell[] =>
  (rowsOf(given(identification, "open", ["9"]))[0] ?? []).map((text) => ({
    text,
    kind: "text",
    holds: "value",
    isAtFault: false,
  }));
const isOf = (identification: string) => (row: readonly ReportCell[]) =>
  row[columns.identification]?.text === identification;

test("an untouched report contains every debtor to be sent", async () => {
  expect((await review(await report())).summary.report).toEqual({ inReport: 4, added: 0, removed: 0 });
});

test("debtors removed or added below are counted", async () => {
  const rows = (await report()).filter((row) => !isOf("10304052")(row) && !isOf("10304053")(row));
  const { summary } = await review([...rows, byHand("88888888"), byHand("88888889")]);
  expect(summary.report).toEqual({ inReport: 2, added: 2, removed: 2 });
});

test("removing half a debtor's rows removes no debtor", async () => {
  const rows = await report();
  const { summary } = await review([...rows.toSpliced(rows.findIndex(isOf("10304051")), 1), byHand("10304052")]);
  expect(summary.report).toEqual({ inReport: 4, added: 0, removed: 0 });
});

test("a row with a corrected number stays in the report", async () => {
  const rows = (await report()).map((row) =>
    isOf("10304054")(row) ? row.with(0, { ...row[0]!, text: "77777777" }) : row,
  );
  const { workbench, summary } = await review(rows);
  expect(summary.report).toEqual({ inReport: 4, added: 0, removed: 0 });
  const first = workbench.window({ from: 0, count: 20, filter: { show: "all" } }).rows[0]?.row ?? 0;
  const typed = [first, first + 1].map((row) => ({ row, column: columns.identification, text: "66666666" }));
  expect(workbench.edit({ edits: typed }).report).toEqual({ inReport: 4, added: 0, removed: 0 });
  expect(inOneGo(workbench.editing.travel({ direction: "undo" })).summary.report).toEqual({
    inReport: 4,
    added: 0,
    removed: 0,
  });
});

test("debtors accepted or sent elsewhere count as added", async () => {
  const { summary } = await review([...(await report()), byHand("10304055"), byHand("10304056")]);
  expect(summary.report).toEqual({ inReport: 4, added: 2, removed: 0 });
});

test("a copied row with a new number counts as added", async () => {
  const rows = await report();
  const copy = (rows.find(isOf("10304051")) ?? []).map((cell, column) =>
    column === columns.identification ? { ...cell, text: "77777777" } : cell,
  );
  const { workbench, summary } = await review([...rows, copy]);
  expect(summary.report).toEqual({ inReport: 4, added: 1, removed: 0 });
  expect(workbench.planStaging().correction).toMatchObject({ renamed: [], added: [8] });
});

test("a file that is no report has no figures", async () => {
  const workbench = new Workbench();
  const rows = await report();
  const [head = [], ...rest] = rows.map((row) => row.slice(0, 8).map(({ text }) => text));
  const csv = [head, ...rest].map((cells) => cells.join(";")).join("\n");
  await workbench.open({ file: new File([csv], "banco.csv"), settings: {}, fields });
  expect(workbench.apply({ context: { fields, mapping: portfolioMapping, country: "CO" } }).report).toBeNull();
});
