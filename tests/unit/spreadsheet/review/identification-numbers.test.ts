import fc from "fast-check";
import { expect, test } from "vitest";
import { IdentificationNumbers } from "#lib/spreadsheet/review/identification-numbers.ts";
import { cases } from "#tests/support/depth.ts";

const identifications = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 20_000 }).map(String),
    fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
    fc.constantFrom("0012", "012", "12", "AB-12", "900123456-7", "0", "999999999999999", "1000000000000000"),
  ),
  { maxLength: 8_000, size: "max" },
);

test("each identification keeps a number of its own", () => {
  fc.assert(
    fc.property(identifications, (texts) => {
      const numbers = new IdentificationNumbers();
      const expected = new Map<string, number>();
      for (const text of texts) {
        const number = expected.get(text) ?? expected.size;
        expected.set(text, number);
        expect(numbers.numberOf(text)).toBe(number);
      }
      expect(numbers.size).toBe(expected.size);
      for (const [text, number] of expected) expect(numbers.numberOf(text)).toBe(number);
    }),
    { numRuns: cases(20) },
  );
});
