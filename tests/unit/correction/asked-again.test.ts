import { describe, expect, test } from "vitest";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { noReference, originalRow } from "#lib/spreadsheet/report/original-row.ts";
import type { ReportCell } from "#lib/spreadsheet/report/report-cell.ts";
import { parseReportReference, reportReference } from "#lib/spreadsheet/report/report-reference.ts";
import { portfolioMapping } from "#tests/support/factories.ts";
import { columns, type GivenDebtor, reportedId, reportRows, rowsOf } from "#tests/support/reports/earlier-upload.ts";
import { openXlsxReport } from "#tests/support/reports/open-report.ts";

const context = { fields: fieldsOf([]), mapping: portfolioMapping, country: "CO" };
const ids = ["0010304051", "0010304052", "0010304053"];
const debtors = (fate: GivenDebtor["fate"]) =>
  ids.map((identification): GivenDebtor => ({ identification, fate, obligations: [`${identification}-1`] }));

type Row = { readonly cells: readonly string[]; readonly issues: readonly Issue[] };

/** What a report asks of its rows: texts and issues as the review shows them. */
async function reviewed(rows: readonly Row[], change: (cells: string[], row: number) => void): Promise<Row[]> {
  const texts = rows.map(({ cells }) => cells);
  const issues = rows.map((row) => row.issues);
  const written = await reportRows(texts, false, issues);
  for (const [index, cells] of written.slice(1).entries()) {
    const own = cells.map(({ text }) => text);
    change(own, index);
    for (const [column, text] of own.entries()) {
      const cell = cells[column];
      if (cell !== undefined) cells[column] = { ...cell, text };
    }
  }
  const { workbench } = await openXlsxReport(written, debtors("left_out"));
  workbench.apply({ context });
  return workbench
    .window({ from: 0, count: 9, filter: { show: "all" } })
    .rows.map((row) => ({ cells: row.cells.map(({ text }) => text), issues: row.issues }));
}

const codesOf = (rows: readonly Row[]) => rows.map(({ issues }) => issues.map(({ code }) => code));
const first: readonly Row[] = debtors("rejected").flatMap((debtor) =>
  rowsOf(debtor).map((cells) => ({ cells, issues: [] })),
);

describe("a correction of a correction", () => {
  test.each([
    ["a balance ten times as much", columns.balance, "10.005,00", "correction_renumbered"],
    ["a balance without its comma", columns.balance, "100050", "correction_renumbered"],
    ["another identification", columns.identification, "0010304099", "correction_renumbered"],
    ["another obligation", columns.obligation, "0010304051-7", "correction_renumbered"],
  ])("asks again about %s", async (_, column, text, code) => {
    const once = await reviewed(first, (cells, row) => {
      if (row === 0) cells[column] = text;
    });
    expect(codesOf(once)[0]).toContain(code);
    const again = await reviewed(once, () => undefined);
    expect(codesOf(again)[0]).toContain(code);
    expect(again[0]?.issues.find((issue) => issue.code === code)?.proposal).toBe(first[0]?.cells[column]);
    const thrice = await reviewed(again, () => undefined);
    expect(codesOf(thrice)[0]).toContain(code);
    // What the first report had answers the question.
    const answered = await reviewed(again, (cells, row) => {
      if (row === 0) cells[column] = first[0]?.cells[column] ?? "";
    });
    expect(codesOf(answered)[0]).not.toContain(code);
  });

  test.each([
    ["02/08/2026", "t", 1],
    ["2/8/26", "t", 1],
    ["2026-08-02", "d", 1],
    ["46236", "n", 1],
    ["2026-08-02", "t", 0],
    ["2026-02-08", "t", 0],
    ["03/09/2026", "t", 0],
  ])("asks again about a date with two readings that comes back as %s (%s)", (now, kinds, asked) => {
    const cell: ReportCell = {
      text: "02/08/2026",
      kind: "text",
      holds: "amount",
      isAtFault: true,
      question: { loaded: null },
    };
    const reference = parseReportReference(reportReference(reportedId, [cell], false)) ?? noReference;
    const { changed, row } = originalRow({ line: 2, cells: [now], kinds }, reference, (column) => column, new Map());
    expect([changed.length, row.cells[0]]).toEqual([asked, now]);
  });
});
