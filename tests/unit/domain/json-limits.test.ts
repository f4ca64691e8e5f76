import fc from "fast-check";
import { expect, test } from "vitest";
import { isBeyond } from "#lib/domain/staging/json-limits.ts";

const depthOf = (value: unknown): number =>
  typeof value !== "object" || value === null ? 0 : 1 + Math.max(0, ...Object.values(value).map(depthOf));

test("the depth of any JSON follows from its bytes", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 8 }), (value, most) => {
      const bytes = Buffer.from(JSON.stringify(value));
      expect(isBeyond(bytes, { levels: most })).toBe(depthOf(value) > most);
    }),
    { seed: 39, numRuns: 500 },
  );
});

test("brackets within texts do not count", () => {
  expect(isBeyond(Buffer.from(JSON.stringify(["[[[[\\", '"[[[', "]]]"])), { levels: 1 })).toBe(false);
});

test("reading stops at the first bracket too many", () => {
  const read: number[] = [];
  const bytes = new Proxy(new Uint8Array(1_000).fill(0x5b), {
    get: (target, key) => {
      if (typeof key === "string" && /^\d+$/.test(key)) read.push(Number(key));
      return Reflect.get(target, key);
    },
  });
  expect(isBeyond(bytes, { levels: 8 })).toBe(true);
  expect(read).toHaveLength(9);
});

test("what is in any JSON is counted from its bytes", () => {
  // An array or object is one, and each of its members but the first another.
  const partsOf = (value: unknown): number =>
    typeof value !== "object" || value === null
      ? 0
      : Object.values(value).reduce(
          (sum: number, member) => sum + partsOf(member),
          Math.max(1, Object.keys(value).length),
        );
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 20 }), (value, most) => {
      const bytes = Buffer.from(JSON.stringify(value));
      expect(isBeyond(bytes, { levels: 10, values: most })).toBe(partsOf(value) > most);
    }),
    { seed: 40, numRuns: 500 },
  );
});
