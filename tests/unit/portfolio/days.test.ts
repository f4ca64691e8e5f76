import { expect, test } from "vitest";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { standardFields } from "#lib/domain/fields/catalogue.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { dayTruth } from "#tests/support/portfolio/day-truth.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { mappingOfPortfolio } from "#tests/support/portfolio/mapping-of-portfolio.ts";
import type { PortfolioDay } from "#tests/support/portfolio/portfolio-day.ts";
import { truthOf } from "#tests/support/portfolio/truth.ts";
import { type PortfolioFormat, sheetPieces } from "#tests/support/portfolio/write-portfolio.ts";

function daysOf(seed: number, count: number, debtors = 2_000): PortfolioDay[] {
  const days = new PortfolioDays({ seed, debtors });
  return Array.from({ length: count }, () => days.next());
}

test("the same seed gives the same days", () => {
  const [left, right] = [daysOf(3, 4, 50), daysOf(3, 4, 50)];
  for (const [index, day] of left.entries()) expect([...day.rows()]).toEqual([...(right[index]?.rows() ?? [])]);
});

test("an ordinary day has the promised shares", () => {
  const [, before, day] = daysOf(1, 3, 10_000);
  if (before === undefined || day === undefined) throw new Error("three days were asked for");
  const { byDebtor } = dayTruth(day, before);
  const then = truthOf(before).debtors.length;
  expect(day.kind).toBe("ordinary");
  expect(byDebtor.new.debtors / then).toBeCloseTo(0.02, 2);
  expect(byDebtor.gone.debtors / then).toBeCloseTo(0.01, 2);
  expect(byDebtor.changed.debtors / then).toBeCloseTo(0.05, 1);
  expect(byDebtor.returned.debtors).toBeGreaterThan(0);
  expect(byDebtor.same.debtors).toBe(0);
});

test("sixty days have openings, paydays and quiet Mondays", () => {
  const kinds = Map.groupBy(daysOf(1, 60, 30), ({ kind }) => kind);
  expect(kinds.get("opening")?.map(({ date }) => date)).toEqual(["2026-12-01", "2027-01-01"]);
  expect(kinds.get("payday")?.length).toBe(5);
  expect(kinds.get("quiet")?.length).toBeGreaterThan(6);
});

test("the truth of two days agrees with their contents", () => {
  const days = daysOf(7, 12, 400);
  for (const [index, day] of days.entries()) {
    const before = days[index - 1];
    if (before === undefined) continue;
    const texts = (of: PortfolioDay) =>
      new Map(truthOf(of).debtors.map((debtor) => [debtor.identification, withoutDays(debtor)]));
    const [then, now] = [texts(before), texts(day)];
    const { debtors, byDebtor, byObligation } = dayTruth(day, before);
    for (const [identification, change] of debtors) {
      expect(now.has(identification)).toBe(change !== "gone");
      expect(then.has(identification)).toBe(change !== "new" && change !== "returned");
      if (change === "changed" || change === "volatile")
        expect(now.get(identification) === then.get(identification)).toBe(change === "volatile");
    }
    for (const figures of [byDebtor, byObligation]) {
      const sums = Object.values(figures);
      expect(sums.reduce((sum, { balance }) => sum + Number(balance), 0)).toBeCloseTo(
        Number(day.totalCents()) / 100,
        0,
      );
      expect(sums.reduce((sum, { balanceBefore }) => sum + Number(balanceBefore), 0)).toBeCloseTo(
        Number(before.totalCents()) / 100,
        0,
      );
    }
  }
});

test.each(["csv", "xlsx"] satisfies PortfolioFormat[])("a day's %s file reads as its truth says", async (format) => {
  const day = daysOf(5, 3, 300).at(-1);
  if (day === undefined) throw new Error("three days were asked for");
  const bytes = Buffer.concat([...sheetPieces(day.sheet(), format)]);
  const workbench = new Workbench();
  const file = new File([bytes], `cartera.${format}`);
  const report = await workbench.open({ file, settings: {}, fields: standardFields });
  const context = { fields: standardFields, mapping: mappingOfPortfolio(report), country: "CO" };
  const { totals, rowsWithErrors } = workbench.apply({ context });
  expect(rowsWithErrors).toBe(0);
  // Two titles and the footer.
  expect(totals.setAside).toBe(3);
  expect(totals.file).toEqual({
    rows: day.rowCount + 3,
    debtors: truthOf(day).debtors.length,
    obligations: day.rowCount,
    balance: formatCents(day.totalCents()),
  });
});

/** Its content in an order of its own, without what every day changes. */
function withoutDays({ obligations, ...debtor }: ReturnType<typeof truthOf>["debtors"][number]): string {
  const kept = obligations.map((obligation) => JSON.stringify({ ...obligation, days_delay: "" }));
  return JSON.stringify({ ...debtor, obligations: kept.sort() });
}
