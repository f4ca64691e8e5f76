import { utils, write } from "@e965/xlsx";
import { expect, test } from "vitest";
import { noChoices } from "#lib/domain/correction/correction.ts";
import { applyProposals } from "#tests/support/apply-proposals.ts";
import { derivePlan } from "#tests/support/derive-plan.ts";
import { dueDate, dueDateContext, dueDateRow, dueDateTitles } from "#tests/support/reports/due-dates.ts";
import { earlierText, reportedAt } from "#tests/support/reports/earlier-upload.ts";
import { openReport } from "#tests/support/reports/open-report.ts";

const loaded = ["2026-09-05", "2026-10-12", "2026-09-25", "2026-03-03"];

/** A report of four debtors with date cells. `texts` replace the first of these cells; the others stay date cells. */
function fileOf(texts: readonly string[], names: readonly string[] = []): File {
  const rows = loaded.map((was, index) => {
    const typed = texts[index];
    const date = { t: "n", v: Date.parse(was) / 86_400_000 + 25_569, z: "yyyy-mm-dd" };
    return dueDateRow(index, was, { kind: "date", isGuarded: false, name: names[index] }).map((text, column) =>
      column === dueDate && typed === undefined ? date : { t: "s", v: column === dueDate ? typed : text },
    );
  });
  const head = dueDateTitles.map((v) => ({ t: "s", v }));
  const book = { SheetNames: ["Hoja1"], Sheets: { Hoja1: utils.aoa_to_sheet([head, ...rows]) } };
  return new File([write(book, { type: "array", bookType: "xlsx" })], "fechas.xlsx");
}

async function opened(...texts: string[]) {
  const { workbench, report } = await openReport(fileOf(texts), []);
  const summary = workbench.apply({ context: dueDateContext });
  const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
  return { workbench, report, summary, dates: rows.map(({ cells }) => cells[dueDate]?.text) };
}

test("a typed date that may be the loaded one is restored", async () => {
  const { report, summary, dates } = await opened("09/05/2026", "12/10/26", "25-9-2026", "3.3.2026");
  expect([dates, summary.groups]).toEqual([loaded, []]);
  expect(report.notices).toEqual([{ code: "numbers_restored", params: { count: 4, line: 2 } }]);
});

test("a typed date that differs needs confirmation", async () => {
  const { workbench, summary, dates } = await opened("09/06/2026", "2026-10-13", "26/09/2026", "04/04/2026");
  expect(dates).toEqual(["09/06/2026", "2026-10-13", "26/09/2026", "04/04/2026"]);
  const asked = [{ code: "correction_date", column: dueDate, severity: "error", count: 1, proposals: 1 }];
  expect(summary.groups).toMatchObject(asked);
  const sent = workbench.apply({ context: dueDateContext, choices: { ...noChoices, sendsRenumbered: true } });
  expect([sent.totals.staged.debtors, sent.groups]).toMatchObject([3, asked]);
  const { page, server } = await derivePlan(workbench, dueDateContext.fields, earlierText([]), reportedAt);
  expect(server).toEqual(page);
  const fixed = applyProposals(workbench, { code: "correction_date", column: dueDate });
  expect([fixed.totals.staged.debtors, fixed.groups]).toEqual([4, []]);
  const { rows } = workbench.window({ from: 0, count: 1, filter: { show: "all" } });
  expect(rows[0]?.cells[dueDate]?.text).toBe("2026-06-09");
});

test("another column with the same days stays as it is", async () => {
  const days = ["05/09/2026", "12/10/2026", "25/09/2026", "03/03/2026"];
  const saved = ["5-sep-26", "12-oct-26", "25-sep-26", "3-mar-26"];
  const { workbench } = await openReport(fileOf(saved, days), []);
  workbench.apply({ context: dueDateContext });
  const { rows } = workbench.window({ from: 0, count: 9, filter: { show: "all" } });
  expect(rows.map(({ cells }) => [cells[1]?.text, cells[dueDate]?.text])).toEqual(
    days.map((day, index) => [day, saved[index]]),
  );
});
