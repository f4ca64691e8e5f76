import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOutside, median, robustBand } from "#lib/domain/portfolio/drift/band.ts";
import { judgeDrift, type PastLoad } from "#lib/domain/portfolio/drift/drift.ts";
import type { LoadMeasures } from "#lib/domain/portfolio/drift/measures.ts";
import { isMonthOpening } from "#lib/domain/portfolio/drift/month-opening.ts";
import { NumberList } from "#lib/domain/portfolio/drift/number-list.ts";
import { portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";

const thresholds = portfolioThresholdsOf({ closeOutShare: 0.5 });

function load(over: Partial<LoadMeasures> = {}): LoadMeasures {
  return {
    day: "2026-11-10",
    rows: 1_000,
    debtors: 600,
    obligations: 1_000,
    balance: "5000000.00",
    medianBalance: "7000.00",
    leftOutShare: 0,
    mappedFields: ["debtor.Email"],
    emptyShares: { "debtor.Email": 0.15 },
    digitShares: {},
    listValues: {},
    exchangeable: 0.4,
    dates: 1_000,
    cutOff: null,
    cutOffAgreement: null,
    contentDigest: crypto.randomUUID(),
    snapshot: { debtors: 600, known: 0.98, elsewhere: 0, gone: 0.01, changed: 0.05, changedFields: {} },
    ...over,
  };
}

/** Earlier loads, newest first, on ordinary days. */
function past(count: number, over: Partial<LoadMeasures> = {}): PastLoad[] {
  return Array.from({ length: count }, (_, at) => ({
    measures: load({ day: `2026-11-${String(24 - at).padStart(2, "0")}`, ...over }),
    wasStopped: false,
  }));
}

const codesOfStops = (now: Partial<LoadMeasures>, history: PastLoad[]) =>
  judgeDrift(load(now), history, thresholds).filter(({ certainty }) => certainty === "stop");

test("a file that says it is a part is stopped from the first load on, in its own words", () => {
  const statedPart = "PARTE 1 DE 2";
  for (const history of [[], past(1), past(6)])
    expect(codesOfStops({ statedPart }, history)).toMatchObject([{ code: "part_stated", words: statedPart }]);
  expect(codesOfStops({}, [])).toEqual([]);
});

const today = { day: "2026-11-25" };
const codes = (now: Partial<LoadMeasures>, history = past(6)) =>
  judgeDrift(load({ ...today, ...now }), history, thresholds).map(({ code, measure }) => [code, measure]);
const shares = (over: Partial<NonNullable<LoadMeasures["snapshot"]>>) => ({
  snapshot: { debtors: 600, known: 0.98, elsewhere: 0, gone: 0.01, changed: 0.05, changedFields: {}, ...over },
});

describe("a band", () => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });
  const width = fc.double({ min: 1, max: 50, noNaN: true });

  test("has the median in its middle and its floor", () => {
    fc.assert(
      fc.property(numbers, width, fc.double({ min: 0.01, max: 10, noNaN: true }), (values, times, floor) => {
        const band = robustBand(values, times, floor);
        expect((band.low + band.high) / 2).toBeCloseTo(median(values), 3);
        expect(band.high - band.low).toBeGreaterThanOrEqual(2 * floor - 1e-6);
        expect(isOutside(median(values), band)).toBe(false);
      }),
    );
  });

  test("grows with its width and moves with its values", () => {
    fc.assert(
      fc.property(numbers, width, fc.integer({ min: -1_000, max: 1_000 }), (values, times, by) => {
        const [narrow, wide] = [robustBand(values, times, 1), robustBand(values, times * 2, 1)];
        expect(wide.low).toBeLessThanOrEqual(narrow.low);
        expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
        const moved = robustBand(
          values.map((value) => value + by),
          times,
          1,
        );
        expect(moved.low - by).toBeCloseTo(narrow.low, 3);
      }),
    );
  });

  test("stays within its values whatever one of them is", () => {
    const calm = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 20 });
    fc.assert(
      fc.property(calm, fc.double({ min: -1e9, max: 1e9, noNaN: true }), (values, wild) => {
        const band = robustBand([...values, wild], 6, 0.1);
        expect(band.low).toBeGreaterThan(-10);
        expect(band.high).toBeLessThan(11);
      }),
    );
  });
});

test("the median is one of the numbers in the middle", () => {
  fc.assert(
    fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1, maxLength: 3_000 }), (numbers) => {
      const list = new NumberList();
      for (const number of numbers) list.add(number);
      expect(list.median()).toBe(numbers.toSorted((a, b) => a - b)[(numbers.length - 1) >> 1]);
    }),
  );
  expect(new NumberList().median()).toBeNull();
});

test("the median of many numbers is the one in the middle, however they are spread", () => {
  const base = fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 1_000_000_000 }));
  fc.assert(
    fc.property(fc.integer({ min: 1_001, max: 6_000 }), base, fc.nat(60), (count, most, power) => {
      const list = new NumberList();
      const numbers = Array.from(
        { length: count },
        (_, index) => Math.round(most * (((index * 7_919) % count) / count) ** power * (index % 5 === 0 ? -1 : 1)) + 0,
      );
      for (const number of numbers) list.add(number);
      expect(list.median()).toBe(Number(numbers.toSorted((a, b) => a - b)[(count - 1) >> 1]));
    }),
  );
});

test.each([
  ["2026-12-01", "2026-11-30", true],
  ["2026-12-09", "2026-11-30", true],
  ["2026-12-03", "2026-12-02", true],
  ["2026-12-04", "2026-12-03", false],
  // The first is a Sunday, so the first business day is the second.
  ["2026-11-04", "2026-11-03", true],
  ["2026-11-05", "2026-11-04", false],
])("%s after %s opens a month: %s", (day, before, is) => {
  expect(isMonthOpening(day, before)).toBe(is);
});

test("a first load and an equal one are calm", () => {
  expect(codes({ ...shares({ known: 0 }), rows: 1 }, [])).toEqual([]);
  expect(codes({})).toEqual([]);
});

test("bands begin with the fifth load", () => {
  expect(codes({ rows: 1_500 }, past(3))).toEqual([]);
  expect(codes({ rows: 1_500 }, past(4))).toEqual([["out_of_band", "rows"]]);
});

test("a moved level is judged against the last load", () => {
  const history = past(8).map((one, at) => (at < 4 ? { ...one, measures: { ...one.measures, rows: 2_000 } } : one));
  expect(codes({ rows: 2_050 }, history)).toEqual([]);
  expect(codes({ rows: 1_300 }, history)).toEqual([["out_of_band", "rows"]]);
});

test.each<[string, Partial<LoadMeasures>, [string, string | null][]]>([
  ["a hundredfold balance", { balance: "500000000.00" }, [["balance_factor", "meanBalance"]]],
  ["a thousandth of the balance", { balance: "5000.00" }, [["balance_factor", "meanBalance"]]],
  ["strangers", shares({ known: 0.02 }), [["nobody_known", "known"]]],
  ["another portfolio's people", shares({ known: 0.3, elsewhere: 0.7 }), [["other_portfolio", "elsewhere"]]],
  ["a third who are gone", shares({ gone: 0.3 }), [["many_gone", "gone"]]],
  ["half of the rows", { rows: 500 }, [["half_of_file", "rows"]]],
  ["dates of first days only", { exchangeable: 1 }, [["dates_exchanged", "exchangeable"]]],
  ["a field without column", { mappedFields: [] }, [["field_missing", null]]],
  ["a field without values", { emptyShares: { "debtor.Email": 1 } }, [["field_empty", "empty"]]],
  ["rows that cannot be read", { leftOutShare: 0.9 }, [["column_shifted", "leftOut"]]],
])("%s stops from the second load on", (_, now, expected) => {
  expect(codes(now, past(1))).toEqual(expected);
});

test("a snapshot that lags behind says nothing", () => {
  expect(codes(shares({ debtors: 50, known: 0.05, gone: 0.5 }), past(2))).toEqual([]);
});

test("the content of any earlier load is known again", () => {
  const history = past(6);
  const { contentDigest = "", day } = history[4]?.measures ?? {};
  expect(judgeDrift(load({ ...today, contentDigest }), history, thresholds)).toMatchObject([
    { code: "same_content", day, certainty: "stop" },
  ]);
});

test("the rows of any earlier load are known again, whatever was sent of them", () => {
  const history = past(6).map((one, at) => ({ ...one, measures: { ...one.measures, rowsDigest: `rows ${at}` } }));
  expect(judgeDrift(load({ ...today, rowsDigest: "rows 4" }), history, thresholds)).toMatchObject([
    { code: "same_content", day: history[4]?.measures.day, measure: null, certainty: "stop" },
  ]);
  // Older loads have none.
  expect(codes({}, past(6))).toEqual([]);
});

describe("nearly the last load", () => {
  const still = { known: 1, gone: 0, changed: 0.001 };
  const stop = [["same_content", "changed"]];
  const stops = (now: Partial<LoadMeasures>, history = past(6)) =>
    codesOfStops({ ...today, ...now }, history).map(({ code, measure }) => [code, measure]);

  test("is stopped where each of the last five moved ten times as much", () => {
    expect(stops(shares(still))).toEqual(stop);
    expect(stops(shares(still), past(4))).toEqual([]);
    expect(stops(shares({ ...still, known: 0.99 }))).toEqual([]);
    const quiet = past(6).map((one, at) => (at === 4 ? { ...one, measures: load(shares(still)) } : one));
    expect(stops(shares(still), quiet)).toEqual([]);
    const longAgo = past(6).map((one, at) => (at === 5 ? { ...one, measures: load(shares(still)) } : one));
    expect(stops(shares(still), longAgo)).toEqual(stop);
  });

  test("is not what has the same debtors with other days in arrears", () => {
    expect(stops(shares({ ...still, changedFields: { "obligation.days_overdue": 0.9 } }))).toEqual([]);
  });

  test("says nothing of few debtors, nor while the snapshot lags behind", () => {
    expect(stops({ ...shares(still), debtors: 29, rows: 600, obligations: 600 })).not.toEqual(stop);
    expect(stops(shares({ ...still, debtors: 200 }))).toEqual([]);
  });
});

describe("the cut-off", () => {
  const dated = past(4).map((one) => ({ ...one, measures: { ...one.measures, cutOff: one.measures.day } }));

  test("must be after the last one", () => {
    expect(codes({ cutOff: "2026-11-24" }, dated)).toEqual([["old_file", null]]);
    expect(codes({ cutOff: "2026-11-25" }, dated)).toEqual([]);
  });

  test("must be after it even if it once stood still", () => {
    const [first, second, ...rest] = dated;
    if (first === undefined || second === undefined) throw new Error("there are four loads");
    const stood = [{ ...first, measures: { ...first.measures, cutOff: second.measures.cutOff } }, second, ...rest];
    expect(codes({ cutOff: second.measures.cutOff }, stood)).toEqual([["old_file", null]]);
  });

  test("says nothing where it never moves", () => {
    expect(codes({ cutOff: "2026-11-01" }, past(4, { cutOff: "2026-11-01" }))).toEqual([]);
  });
});

test("unseen values of a list are odd", () => {
  const listValues = { "obligation.portfolio_type": { Castigada: 900, Nueva: 100 } };
  const history = past(5, { listValues: { "obligation.portfolio_type": { Castigada: 1_000 } } });
  expect(codes({ listValues }, history)).toEqual([["out_of_band", "unseen"]]);
});

test("thresholds of a portfolio replace the defaults", () => {
  const own = portfolioThresholdsOf({ goneShare: 0.6, openingGoneShare: 0.7 });
  expect(judgeDrift(load({ ...today, ...shares({ gone: 0.3 }) }), past(2), own)).toEqual([]);
  expect(() => portfolioThresholdsOf({ goneShare: 3 })).toThrow();
});

const exchanged = (share: number, obligations: number) =>
  shares({
    exchangedFields: [{ fieldIds: ["obligation.balance_payment", "obligation.total_balance"], share, obligations }],
  });

test("two amounts that are exchanged are both named", () => {
  const found = judgeDrift(load({ ...today, ...exchanged(0.9, 50) }), past(1), thresholds);
  expect(found.map(({ code, fieldId, certainty }) => [code, fieldId, certainty])).toEqual([
    ["amounts_exchanged", "obligation.balance_payment", "stop"],
    ["amounts_exchanged", "obligation.total_balance", "stop"],
  ]);
});

test.each([
  [0.4, 50],
  [1, 2],
])("a share of %d in %d obligations may be chance", (share, obligations) => {
  expect(codes(exchanged(share, obligations), past(1))).toEqual([]);
});
