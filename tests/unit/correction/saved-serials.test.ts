import fc from "fast-check";
import { expect, test } from "vitest";
import type { CellKind } from "#lib/domain/table/table.ts";
import { cases } from "#tests/support/depth.ts";
import { dueDate, dueDateContext, dueDateRow, dueDateTitles } from "#tests/support/reports/due-dates.ts";
import { openReport } from "#tests/support/reports/open-report.ts";

/** A CSV report of debtors whose due dates were `was`, as it comes back with `now` in their place. */
async function opened(
  dates: readonly { readonly was: string; readonly now: string }[],
  kind: CellKind = "text",
  holds: "dmy" | "amount" = "dmy",
) {
  const lines = dates.map(({ was, now }, at) => {
    return dueDateRow(at, was, { kind, holds, isGuarded: true }).with(dueDate, now).join(";");
  });
  const file = new File([[dueDateTitles.join(";"), ...lines].join("\r\n")], "fechas.csv");
  const { workbench, report } = await openReport(file, []);
  const { groups, totals } = workbench.apply({ context: dueDateContext });
  const { rows } = workbench.window({ from: 0, count: 100, filter: { show: "all" } });
  return { report, groups, totals, dates: rows.map(({ cells }) => cells[dueDate]?.text) };
}

const two = (value: number) => String(value).padStart(2, "0");
const day = fc.date({ min: new Date("2015-01-01"), max: new Date("2040-12-31"), noInvalidDate: true }).map((date) => {
  const [y, m, d] = [date.getUTCFullYear(), two(date.getUTCMonth() + 1), two(date.getUTCDate())];
  return { iso: `${y}-${m}-${d}`, y, m, d, serial: Math.floor(date.getTime() / 86_400_000) + 25_569 };
});
const written = fc.constantFrom("dmy", "iso", "words");
const asText = ({ iso, y, m, d }: { iso: string; y: number; m: string; d: string }, how: string): string =>
  how === "iso" ? iso : how === "dmy" ? `${d}/${m}/${y}` : `${d} de ${monthNames[Number(m) - 1]} de ${y}`;
const monthNames = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split(
  " ",
);

test("a date saved as its serial number is restored", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(day, written), { minLength: 1, maxLength: 6 }), async (drawn) => {
      const dates = drawn.map(([it, how]) => ({ was: asText(it, how), now: String(it.serial) }));
      const result = await opened(dates);
      expect(result.dates).toEqual(dates.map(({ was }) => was));
      expect(result.groups).toEqual([]);
      expect(result.report.notices).toEqual([{ code: "numbers_restored", params: { count: dates.length, line: 2 } }]);
    }),
    { numRuns: cases(60) },
  );
});

test("a date cell's serial is restored in either calendar", async () => {
  const dates = [
    { was: "2026-09-05", now: "46270" },
    { was: "2026-09-05", now: "44808" },
  ];
  expect((await opened(dates, "date")).dates).toEqual(["2026-09-05", "2026-09-05"]);
});

test.each([
  ["dmy", "2026-05-09"],
  ["amount", "05/09/2026"],
] as const)(
  "a misread day is restored unless the order is known (%s), another needs confirmation",
  async (holds, day) => {
    const returned = [
      { was: "05/09/2026", now: "2026-05-09" },
      { was: "05/09/2026", now: "46271" },
      { was: "05/09/2026", now: "25/09/2026" },
      { was: "05/09/2026", now: "09/05/2026" },
    ];
    const { dates, groups, totals } = await opened(returned, "text", holds);
    expect(dates).toEqual([day, "46271", "25/09/2026", "09/05/2026"]);
    expect(groups).toMatchObject([
      { code: "date_malformed", severity: "error", rows: 1, firstRow: 1 },
      { code: "correction_date", severity: "error", rows: 1, firstRow: 3 },
    ]);
    expect(totals.staged.debtors).toBe(2);
  },
);
