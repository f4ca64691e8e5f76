import fc from "fast-check";
import { expect, test } from "vitest";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { NumberTally } from "#lib/domain/summary/number-tally.ts";

test("sums are exact, however large", () => {
  const cents = fc.record({
    number: fc.integer({ min: -99_999_999_999_999, max: 99_999_999_999_999 }),
    count: fc.integer({ min: 1, max: 2_000_000 }),
  });
  fc.assert(
    fc.property(fc.array(cents, { minLength: 1, maxLength: 20 }), (list) => {
      const numbers = list.map(({ number }) => number);
      const tally = new NumberTally("money", Float64Array.from(numbers).sort());
      for (const { number, count } of list) tally.add(number, count);
      const summary = tally.summary();
      const sum = list.reduce((all, { number, count }) => all + BigInt(number) * BigInt(count), 0n);
      expect(summary.sum).toBe(formatCents(sum));
      const rows = list.reduce((all, { count }) => all + count, 0);
      expect(summary.bins.reduce((all, { count }) => all + count, 0)).toBe(rows);
    }),
  );
});

test("bins end at the outermost numbers, whatever sample they were made from", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: -2_000, max: 20_000 }), { minLength: 1, maxLength: 60 });
  const scales = fc.constantFrom("money" as const, "days" as const, "date" as const);
  fc.assert(
    fc.property(numbers, numbers, scales, (list, sample, scale) => {
      const tally = new NumberTally(scale, Float64Array.from(sample).sort());
      for (const number of list) tally.add(number, 3);
      const { bins } = tally.summary();
      expect([bins[0]?.from, bins.at(-1)?.to]).toEqual([Math.min(...list), Math.max(...list)]);
      expect(bins.map(({ count }) => count)).toEqual(
        bins.map(({ from, to }) => list.filter((number) => number >= from && number <= to).length * 3),
      );
    }),
  );
});
