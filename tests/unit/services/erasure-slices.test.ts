import { expect, test } from "vitest";
import { erasureSlices } from "#lib/services/operations/erasure-slices.ts";

test.each([
  [-1, 10],
  [0, 10],
  [9, 10],
  [10, 10],
  [25, 10],
  [3, 1],
])("0 to %d in slices of %d cover each number once", (last, size) => {
  const slices = [...erasureSlices(last, size)];
  const numbers = slices.flatMap(({ after, upTo }) => Array.from({ length: upTo - after }, (_, n) => after + 1 + n));
  expect(numbers).toEqual(Array.from({ length: last + 1 }, (_, n) => n));
  expect(slices.every(({ after, upTo }) => upTo - after <= size)).toBe(true);
});
