import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { figuresPeriod, longestPeriod } from "#lib/domain/history/figures-period.ts";
import { addDays, countDays, dayAt, startOf } from "#lib/domain/history/history-days.ts";
import {
  addFigures,
  allDebtors,
  binsOf,
  type Figures,
  largestPortfolios,
  noFigures,
  paceOf,
} from "#lib/domain/history/history-figures.ts";
import { readHistoryFilter } from "#lib/domain/history/history-filter.ts";

const count = fc.nat(5_000_000);
const figures: fc.Arbitrary<Figures> = fc.record({
  loads: fc.nat(200),
  debtors: fc.record({
    pending: count,
    unchanged: count,
    volatile: count,
    accepted: count,
    rejected: count,
    unconfirmed: count,
    not_sent: count,
  }),
  leftOut: count,
  sent: count,
  seconds: count,
});
const sum = (all: readonly Figures[]): Figures => all.reduce(addFigures, noFigures);
const day = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays("1990-01-01", days));
/** A period with the figures of some of its days. */
const days = fc.record({ from: day, length: fc.integer({ min: 1, max: longestPeriod }) }).chain(({ from, length }) =>
  fc.record({
    period: fc.constant({ from, to: addDays(from, length - 1) }),
    days: fc.uniqueArray(
      fc.record({ at: fc.nat(length - 1), of: figures }).map(({ at, of }) => ({ day: addDays(from, at), ...of })),
      { selector: ({ day: of }) => of, maxLength: 30 },
    ),
  }),
);

describe("bins", () => {
  test("cover the period without gap or overlap, and add up to its total", () => {
    fc.assert(
      fc.property(days, ({ period, days: some }) => {
        const bins = binsOf(period, some);
        expect(bins[0]?.from).toBe(period.from);
        expect(bins.at(-1)?.to).toBe(period.to);
        for (const [at, bin] of bins.entries()) if (at > 0) expect(bin.from).toBe(addDays(bins[at - 1]?.to ?? "", 1));
        expect(sum(bins)).toEqual(sum(some));
        expect(bins.length).toBeLessThanOrEqual(92);
      }),
    );
  });

  test("hold each day in the bin with its dates", () => {
    fc.assert(
      fc.property(days, ({ period, days: some }) => {
        for (const bin of binsOf(period, some)) {
          const inside = some.filter(({ day: of }) => of >= bin.from && of <= bin.to);
          expect(bin.loads).toBe(inside.reduce((all, { loads }) => all + loads, 0));
        }
      }),
    );
  });

  test("are days up to three months, then weeks", () => {
    const binsFor = (length: number) => binsOf({ from: "2026-01-01", to: addDays("2026-01-01", length - 1) }, []);
    expect([binsFor(1).length, binsFor(92).length, binsFor(93).length]).toEqual([1, 92, 14]);
  });
});

test("the largest portfolios and the others add up to the total", () => {
  fc.assert(
    fc.property(fc.array(figures, { maxLength: 30 }), fc.integer({ min: 0, max: 12 }), (all, most) => {
      const named = all.map((of, at) => ({ ...of, portfolio: { id: String(at), name: "Andino" } }));
      const { portfolios, otherPortfolios } = largestPortfolios(named, most);
      expect(sum([...portfolios, ...(otherPortfolios === null ? [] : [otherPortfolios])])).toEqual(sum(all));
      const sizes = portfolios.map(allDebtors);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      expect(otherPortfolios === null).toBe(all.length <= most);
    }),
  );
});

test("a pace is of what was sent to its end only", () => {
  expect(paceOf(noFigures)).toBeNull();
  expect(paceOf({ ...noFigures, sent: 600, seconds: 120 })).toBe(300);
  expect(paceOf({ ...noFigures, sent: 600, seconds: 0 })).toBeNull();
});

describe("the period of figures", () => {
  const now = new Date("2026-11-26T02:00:00Z");
  const periodOf = (query: Record<string, string>) => figuresPeriod(readHistoryFilter(query), now);

  test("is never empty, never longer than a year, and within what was asked for", () => {
    const optional = fc.option(day, { nil: "" });
    fc.assert(
      fc.property(optional, optional, (one, other) => {
        const period = periodOf({ from: one, to: other });
        const [from = "", to = ""] = one !== "" && other !== "" ? [one, other].toSorted() : [one, other];
        const length = countDays(period.from, period.to);
        expect(length).toBeGreaterThanOrEqual(1);
        expect(length).toBeLessThanOrEqual(longestPeriod);
        if (to !== "") expect(period.to).toBe(to);
        if (from !== "" && to !== "") {
          expect(period.from >= from).toBe(true);
          expect(period.isCut).toBe(period.from !== from);
        }
      }),
    );
  });

  test("is the last thirty days by default", () => {
    expect(periodOf({})).toEqual({ from: "2026-10-27", to: "2026-11-25", isCut: false });
    expect(periodOf({ last: "1" })).toEqual({ from: "2026-11-25", to: "2026-11-25", isCut: false });
  });
});

test("a day begins where the one before it ends", () => {
  fc.assert(
    fc.property(day, (of) => {
      expect(dayAt(startOf(of))).toBe(of);
      expect(dayAt(new Date(startOf(of).getTime() - 1))).toBe(addDays(of, -1));
    }),
  );
});
