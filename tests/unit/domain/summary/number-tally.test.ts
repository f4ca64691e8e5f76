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
      const tally = new NumberTally("money");
      for (const { number, count } of list) tally.add(number, count);
      const work = tally.summary();
      let step = work.next();
      while (step.done !== true) step = work.next();
      const sum = list.reduce((all, { number, count }) => all + BigInt(number) * BigInt(count), 0n);
      expect(step.value?.sum).toBe(formatCents(sum));
      const rows = list.reduce((all, { count }) => all + count, 0);
      expect(step.value?.bins.reduce((all, { count }) => all + count, 0)).toBe(rows);
    }),
  );
});
