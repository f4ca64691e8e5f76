import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteSearch } from "#lib/domain/correction/byte-search.ts";

const text = (maxLength: number) => fc.string({ unit: fc.constantFrom("a", "b", "ñ", '"'), maxLength });

test("a text is found where the engine finds it, and never across the end", () => {
  fc.assert(
    fc.property(text(5), text(60), fc.nat(70), fc.nat(70), (wanted, within, start, end) => {
      fc.pre(wanted !== "");
      const bytes = Buffer.from(within);
      const until = Math.min(end, bytes.length);
      const place = bytes.subarray(0, until).indexOf(Buffer.from(wanted), start);
      const search = new ByteSearch(wanted);
      expect(search.find(bytes, start, until)).toBe(place < 0 || start > until ? until : place);
      expect(search.isAt(bytes, start)).toBe(bytes.subarray(start).indexOf(Buffer.from(wanted)) === 0);
    }),
    { numRuns: 2_000 },
  );
});

test("a text may be longer than a byte counts", () => {
  const wanted = `${"x".repeat(300)}y`;
  const bytes = Buffer.from(`${"x".repeat(700)}y`);
  expect(new ByteSearch(wanted).find(bytes, 0, bytes.length)).toBe(400);
});
