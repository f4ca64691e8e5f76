import fc from "fast-check";
import { expect, test } from "vitest";
import { dayNumber } from "#lib/domain/cleaning/dates/calendar.ts";
import { binStarts, maxBins } from "#lib/domain/summary/bin-starts.ts";

const scales = fc.constantFrom("money" as const, "date" as const, "days" as const);

test("bins are few, ascending and whole", () => {
  const numbers = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.integer({ min: -30_000, max: 99_999_999 }));
  fc.assert(
    fc.property(scales, fc.array(numbers, { minLength: 1, maxLength: 50 }), (scale, list) => {
      const some = scale === "date" ? list.map((number) => number % 60_000) : list;
      const starts = binStarts(
        scale,
        some.toSorted((a, b) => a - b),
      );
      expect(starts.length).toBeLessThan(maxBins);
      expect(starts.every((start, at) => Number.isSafeInteger(start) && start > (starts[at - 1] ?? -1e15))).toBe(true);
    }),
  );
});

test("dates are divided by calendar, arrears by months of thirty days", () => {
  const days = Array.from({ length: 300 }, (_, day) => dayNumber("2025-01-10") + day);
  const iso = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10);
  expect(binStarts("date", days).map(iso).slice(0, 3)).toEqual(["2025-02-01", "2025-03-01", "2025-04-01"]);
  const arrears = Array.from({ length: 360 }, (_, day) => day);
  expect(binStarts("days", arrears).slice(0, 3)).toEqual([31, 61, 91]);
});

test("money with a few large amounts is divided by size", () => {
  const cents = Array.from({ length: 1_000 }, (_, at) => Math.round(1.015 ** at * 100));
  const starts = binStarts("money", cents);
  expect(starts.length).toBeGreaterThan(5);
  expect(starts.every((start) => /^[1235]0*$/.test(String(start)))).toBe(true);
});
