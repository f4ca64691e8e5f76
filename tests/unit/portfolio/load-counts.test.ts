import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countsOfSet,
  type LoadCounts,
  medianOfSizes,
  sizeOf,
  sizesOf,
} from "#lib/domain/portfolio/drift/load-counts.ts";
import { columnNamed, type Texts, textsOf } from "#tests/support/portfolio/day-texts.ts";
import { PortfolioDays } from "#tests/support/portfolio/days.ts";
import { measured, measuredSet } from "#tests/support/portfolio/measured-loads.ts";
import { acceptedOver } from "#tests/support/portfolio/snapshot-of-texts.ts";

const identification = columnNamed("NRO DOCUMENTO");

/** Parts without a debtor in common; some may be empty. */
function cutByPeople(texts: Texts, count: number): Texts[] {
  return Array.from({ length: count }, (_, part) =>
    texts.filter((cells) => Number(cells[identification]) % count === part),
  );
}

describe("a set", () => {
  test.each([
    [1, 2],
    [2, 3],
    [3, 5],
  ])("with seed %i has the measures of the same file in one piece, in %i parts", (seed, count) => {
    const days = new PortfolioDays({ seed, debtors: 80 });
    const before = days.next();
    const today = days.next();
    const snapshot = acceptedOver(null, measured(textsOf(before), before.date, null).payloads);
    const texts = textsOf(today);
    const whole = measured(texts, today.date, snapshot).measures;
    const set = measuredSet(cutByPeople(texts, count), today.date, snapshot).stored.at(-1)?.set;
    expect(set).toEqual({ ...whole, medianBalance: set?.medianBalance });
    expect(Math.abs(Number(set?.medianBalance) / Number(whole.medianBalance) - 1)).toBeLessThanOrEqual(0.01);
    expect(set?.snapshot?.debtors).toBe(80);
  });

  test("counts who stands in several parts once, and has their money", () => {
    const today = new PortfolioDays({ seed: 5, debtors: 60 }).next();
    const texts = textsOf(today);
    const whole = measured(texts, today.date, null).measures;
    const set = measuredSet([texts.slice(0, 41), texts.slice(41)], today.date, null).stored.at(-1)?.set;
    const { debtors, obligations, balance } = whole;
    expect(set).toMatchObject({ debtors, obligations, balance });
  });

  const field = { values: 1, empty: 0, withDigit: 1, list: { a: 1 } };
  const counts: LoadCounts = {
    ...{ rows: 1, leftOutRows: 0, debtors: 1, obligations: 1, balance: "0.10", sizes: {}, dates: 0, exchangeable: 0 },
    content: { debtors: 1, high: 0xffffffff, low: 1 },
    fields: { a: field, b: field },
    cutOff: { day: "2026-11-25", agreeing: 3, obligations: 4 },
  };

  test("has a field only if all of its parts have it, and a list only if it is closed", () => {
    const list = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [String(index), 1]));
    const long = { ...field, list };
    expect(Object.keys(countsOfSet([counts, { ...counts, fields: { b: field } }], 0).fields)).toEqual(["b"]);
    expect(countsOfSet([counts, { ...counts, fields: { a: field, b: long } }], 0).fields).toEqual({
      a: { values: 2, empty: 0, withDigit: 2, list: { a: 2 } },
      b: { values: 2, empty: 0, withDigit: 2, list: null },
    });
  });

  test("is as old as its oldest part", () => {
    const old = { ...counts, cutOff: { day: "2026-11-24", agreeing: 1, obligations: 4 } };
    const none = { ...counts, cutOff: { day: null, agreeing: 0, obligations: 0 } };
    expect(countsOfSet([counts, none, old], 0).cutOff).toEqual({ day: "2026-11-24", agreeing: 4, obligations: 8 });
    expect(countsOfSet([none, none], 0).cutOff.day).toBeNull();
  });

  test("has the same content whatever the order of its parts", () => {
    const other = { ...counts, content: { debtors: 2, high: 5, low: 0xfffffffe } };
    expect(countsOfSet([counts, other], 0).content).toEqual({ debtors: 3, high: 4, low: 0xffffffff });
    expect(countsOfSet([other, counts], 0).content).toEqual(countsOfSet([counts, other], 0).content);
  });
});

test("the median of sizes is within one per cent of the median of balances", () => {
  const cents = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: -1e12, max: 1e13 }));
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 200 }), (balances) => {
      const exact = balances.toSorted((left, right) => left - right)[(balances.length - 1) >> 1] ?? 0;
      const sizes = sizesOf(Float64Array.from(balances));
      const grouped = Map.groupBy(balances, sizeOf);
      expect(sizes).toEqual(Object.fromEntries(Array.from(grouped, ([size, those]) => [size, those.length])));
      const found = Math.round(100 * Number(medianOfSizes(sizes)));
      // A cent more or less where one per cent is less than a cent.
      expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.abs(exact) * 0.01 + 1);
      expect(Math.sign(found)).toBe(Math.sign(exact));
    }),
  );
  expect(medianOfSizes({})).toBeNull();
});
