import fc from "fast-check";
import { expect, test } from "vitest";
import { acceptedShareOf } from "#lib/domain/outcome/accepted-share.ts";

test("all is said only of all, nothing only of none, and no share is rounded up", () => {
  const counts = fc
    .integer({ min: 1, max: 1_000_000 })
    .chain((toSend) => fc.tuple(fc.integer({ min: 0, max: toSend }), fc.constant(toSend)));
  fc.assert(
    fc.property(counts, fc.constantFrom(100, 1_000), ([accepted, toSend], steps) => {
      const share = acceptedShareOf(accepted, toSend, steps) ?? Number.NaN;
      expect(share === 1).toBe(accepted === toSend);
      expect(share === 0).toBe(accepted === 0);
      const exact = accepted / toSend;
      expect(share).toBeLessThanOrEqual(Math.max(exact, 0.1 / steps));
      expect(exact - share).toBeLessThan(1 / steps);
    }),
  );
});

test("of nothing to send there is no share", () => {
  expect(acceptedShareOf(0, 0, 100)).toBeNull();
});
