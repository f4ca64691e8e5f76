import { expect, test } from "vitest";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

type Key = keyof typeof mappingSchema.shape;

const items = [{}, 1, "x"];

/** What is left of a key once the mapping is read: nothing if it is refused, or if that key alone is forgotten. */
function keptOf(key: Key, value: unknown): unknown {
  const { success, data } = mappingSchema.safeParse({ columns: [], [key]: value });
  return success ? data[key] : undefined;
}

/** Of three tries the quickest counts: another process may have slowed down the others. */
function expectForgotten(key: Key, value: (items: unknown[]) => unknown) {
  for (const item of items) {
    const tries = [0, 1, 2].map(() => {
      const begun = performance.now();
      expect(keptOf(key, value(Array(340_000).fill(item)))).toBeUndefined();
      return performance.now() - begun;
    });
    expect(Math.min(...tries)).toBeLessThan(200);
  }
}

test.each(mappingSchema.keyof().options)("a megabyte of %s is not kept, within 200 ms", (key) => {
  expectForgotten(key, (many) => many);
});

test("a megabyte of remembered cures is not kept, within 200 ms", () => {
  expectForgotten("cures", (of) => ({ version: 1, of }));
});
