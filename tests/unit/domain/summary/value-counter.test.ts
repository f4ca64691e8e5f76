import fc from "fast-check";
import { expect, test } from "vitest";
import { roomFor, ValueCounter } from "#lib/domain/summary/value-counter.ts";

function finished<Result>(work: Iterator<void, Result>): Result {
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
}

/** All values with their counts, the commonest first, of equally common ones the first. */
function counted(counter: ValueCounter) {
  const values: { count: number; row: number; number: number }[] = [];
  finished(counter.each((count, row, number) => values.push({ count, row, number })));
  return values.sort((a, b) => b.count - a.count || a.row - b.row);
}

function naive<Value>(values: readonly Value[]) {
  const counts = new Map<Value, { count: number; row: number; value: Value }>();
  for (const [row, value] of values.entries()) {
    const known = counts.get(value);
    if (known === undefined) counts.set(value, { count: 1, row, value });
    else known.count++;
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || a.row - b.row);
}

/** Few short ones, which repeat, and some that are long, alike, blank at an end or beyond Latin-1. */
const anyText = fc.oneof(
  fc.stringMatching(/^[ab1]{1,3}$/),
  fc.string({ unit: fc.constantFrom("a", "b", "ñ", "名", "😀", '"'), minLength: 1, maxLength: 9 }),
  fc.constantFrom("x".repeat(40_000), `${"x".repeat(39_999)}y`, "\u00a0a", "a\u2003", "á"),
);

test("counts texts as a map does", () => {
  fc.assert(
    fc.property(fc.array(anyText), (values) => {
      const counter = new ValueCounter(roomFor(values.length, 1));
      for (const [row, value] of values.entries()) counter.addText(`;${value} ;`, 1, value.length + 2, row);
      const expected = naive(values.map((value) => value.trim())).map(({ count, row }) => ({ count, row }));
      expect(counted(counter).map(({ count, row }) => ({ count, row }))).toEqual(expected);
    }),
  );
});

test("counts numbers as a map does", () => {
  const number = fc.oneof(fc.integer({ min: -3, max: 9 }), fc.constantFrom(1.5, 99_999_999_999_999));
  fc.assert(
    fc.property(fc.array(number), (values) => {
      const counter = new ValueCounter(roomFor(values.length, 1));
      for (const [row, value] of values.entries()) counter.addNumber(value, row);
      expect(counted(counter)).toEqual(naive(values).map(({ value, ...rest }) => ({ ...rest, number: value })));
    }),
  );
});

test("is exact for many texts that are nearly alike", () => {
  const rowCount = 300_000;
  const counter = new ValueCounter(roomFor(rowCount, 1));
  for (let row = 0; row < rowCount; row++) {
    const text = `OBL${String(row % 200_000).padStart(9, "0")}`;
    counter.addText(text, 0, text.length, row);
  }
  const all = counted(counter).map(({ count, row }) => `${count} ${row}`);
  expect(all).toEqual(Array.from({ length: 200_000 }, (_, row) => `${row < 100_000 ? 2 : 1} ${row}`));
});

test("a sample has equal numbers by their share of all", () => {
  const counter = new ValueCounter(roomFor(100_000, 1));
  for (let row = 0; row < 100_000; row++) counter.addNumber(row % 4 === 0 ? row : -1, row);
  const sample = counter.sampledNumbers();
  expect(sample).toEqual(sample.toSorted());
  const share = sample.filter((number) => number === -1).length / sample.length;
  expect(share).toBeGreaterThan(0.74);
  expect(share).toBeLessThan(0.76);
});

test("a sample of few numbers has them all", () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 600 }), (values) => {
      const counter = new ValueCounter(roomFor(values.length, 1));
      for (const [row, value] of values.entries()) counter.addNumber(value, row);
      expect([...counter.sampledNumbers()]).toEqual(values.toSorted((a, b) => a - b));
    }),
  );
});
