import { describe, expect, test } from "vitest";
import { xlsxFile } from "#tests/support/bad-files/xlsx-file.ts";
import { dueDate, dueDateContext, dueDateRow, dueDateTitles } from "#tests/support/reports/due-dates.ts";
import { openReport } from "#tests/support/reports/open-report.ts";

type Dates = readonly (readonly [was: string, now: string])[];

const linesOf = (dates: Dates): string[][] =>
  dates.map(([was, now], at) => dueDateRow(at, was, { isGuarded: true }).with(dueDate, now));

/** The due dates of a CSV report that comes back, and how often each issue is told. */
async function returned(file: File) {
  const { workbench, report } = await openReport(file, []);
  const { groups } = workbench.apply({ context: dueDateContext });
  const { rows } = workbench.window({ from: 0, count: 100, filter: { show: "all" } });
  const told = groups.map(({ code, rows: count }) => [code, count]);
  return { dates: rows.map(({ cells }) => cells[dueDate]?.text), told, notices: report.notices };
}

const csv = (dates: Dates) =>
  returned(new File([[dueDateTitles, ...linesOf(dates)].map((cells) => cells.join(";")).join("\r\n")], "fechas.csv"));

describe("a date written out in a returned report", () => {
  test("is a correction if other dates are still the load's", async () => {
    const { dates, told } = await csv([
      ["08/02/2026", "2026-08-02"],
      ["09/03/2026", "09/03/2026"],
    ]);
    expect([dates, told]).toEqual([["2026-08-02", "09/03/2026"], []]);
  });

  test("is a correction if it is the only date of its column", async () => {
    const { dates, told } = await csv([["08/02/2026", "2026-08-02"]]);
    expect([dates, told]).toEqual([["2026-08-02"], []]);
  });

  test("is the load's if it is the day that the load read", async () => {
    const { dates } = await csv([
      ["08/02/2026", "2026-02-08"],
      ["09/03/2026", "2026-03-09"],
    ]);
    expect(dates).toEqual(["08/02/2026", "09/03/2026"]);
  });

  test("is asked if all have day and month exchanged", async () => {
    const { dates, told } = await csv([
      ["08/02/2026", "2026-08-02"],
      ["09/03/2026", "2026-09-03"],
      ["25/03/2026", "2026-03-25"],
    ]);
    expect([dates, told]).toEqual([["2026-08-02", "2026-09-03", "25/03/2026"], [["correction_date", 2]]]);
  });

  test.each([
    [
      ["08/02/2026", "2026-08-02"],
      ["09/03/2026", "2026-09-03"],
    ],
    [["08/02/2026", "2026-08-02"]],
  ])("is restored from date cells that a program has exchanged", async (...dates) => {
    const { dates: found } = await returned(dated(dates as unknown as Dates));
    expect(found).toEqual((dates as unknown as Dates).map(([was]) => was));
  });

  test("is a correction in a date cell beside dates of the load", async () => {
    const { dates } = await returned(
      dated([
        ["08/02/2026", "2026-08-02"],
        ["09/03/2026", "2026-03-09"],
      ]),
    );
    expect(dates).toEqual(["2026-08-02", "09/03/2026"]);
  });
});

/** A workbook whose due dates are date cells. */
function dated(dates: Dates): File {
  const rows = linesOf(dates).map((cells) => cells.map((text, column) => (column === dueDate ? { d: text } : text)));
  return new File([xlsxFile({ sheets: [{ name: "R", rows: [dueDateTitles, ...rows] }] })], "fechas.xlsx");
}
