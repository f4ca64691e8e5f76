import { expect, test } from "vitest";
import { heldStamp, holdBucket, holdKey } from "#lib/domain/holds/hold.ts";

test("a key has no leading zeros, and capital letters", () => {
  expect(["0012345678", "12345678", "ab-12", "00AB-12", "ñ1"].map(holdKey)).toEqual([
    "12345678",
    "12345678",
    "AB-12",
    "AB-12",
    "ñ1",
  ]);
});

test("a stamp tells who, in whatever order", () => {
  expect(heldStamp(["1", "2"])).toBe(heldStamp(new Set(["2", "1"])));
  expect(new Set([[], ["1"], ["12"], ["1", "2"]].map(heldStamp)).size).toBe(4);
});

test("a bucket is shared by so many numbers that it names nobody", () => {
  // Of all ten-digit numbers, one in two thousand, and the numbers after each other that registers give out.
  for (const step of [2_003, 1]) {
    const shares = new Uint32Array(1 << 20);
    const numbers = 4_500_000;
    for (let index = 0; index < numbers; index++) {
      const bucket = holdBucket(String(1_000_000_000 + index * step));
      shares[bucket] = (shares[bucket] ?? 0) + 1;
    }
    const empty = shares.filter((share) => share === 0).length / shares.length;
    // As if by chance: each bucket has 4.3 of them on average, e^-4.3 of the buckets none.
    expect(empty).toBeLessThan(0.02);
    expect(Math.max(...new Set(shares))).toBeLessThan(25);
  }
});
