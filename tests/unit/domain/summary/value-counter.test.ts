import fc from "fast-check";
import { expect, test } from "vitest";
import { ValueCounter } from "#lib/domain/summary/value-counter.ts";

function finished<Result>(work: Iterator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

test("counts texts and numbers as a map does", () => {
  const value = fc.oneof(fc.stringMatching(/^[ab1]{1,3}$/), fc.integer({ min: -3, max: 9 }), fc.constant(1.5));
  fc.assert(
    fc.property(fc.array(value), (values) => {
      const counter = new ValueCounter(values.length);
      const counts = new Map<string | number, { count: number; row: number }>();
      for (const [row, value] of values.entries()) {
        if (typeof value === "number") counter.addNumber(value, row);
        else counter.addText(`;${value} ;`, 1, value.length + 2, row);
        const known = counts.get(value);
        if (known === undefined) counts.set(value, { count: 1, row });
        else known.count++;
      }
      const best = [...counts.values()].sort((a, b) => b.count - a.count || a.row - b.row).slice(0, 5);
      expect([counter.distinct, finished(counter.commonest())]).toEqual([counts.size, best]);
    }),
  );
});

test("stays exact while it grows, also with texts that are nearly alike", () => {
  const rowCount = 300_000;
  const counter = new ValueCounter(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const text = `OBL${String(row % 200_000).padStart(9, "0")}`;
    counter.addText(text, 0, text.length, row);
  }
  expect(counter.distinct).toBe(200_000);
  expect(finished(counter.commonest())).toEqual([0, 1, 2, 3, 4].map((row) => ({ count: 2, row })));
});
