import { expect, test } from "vitest";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

type Key = keyof typeof mappingSchema.shape;

const items = [{}, 1, "x"];

/** What is left of a key once the mapping is read: nothing if it is refused, or if that key alone is forgotten. */
function keptOf(key: Key, value: unknown): unknown {
  const { success, data } = mappingSchema.safeParse({ columns: [], [key]: value });
  return success ? data[key] : undefined;
}

function expectForgotten(key: Key, value: (items: unknown[]) => unknown) {
  for (const item of items) {
    let looks = 0;
    const many = new Proxy(Array(340_000).fill(item), {
      get: (all, name) => {
        if (typeof name === "string" && /^\d/.test(name)) looks++;
        return Reflect.get(all, name);
      },
    });
    expect(keptOf(key, value(many))).toBeUndefined();
    expect(looks).toBe(0);
  }
}

test.each(mappingSchema.keyof().options)("a megabyte of %s is not kept, and nothing in it looked at", (key) => {
  expectForgotten(key, (many) => many);
});

test("a megabyte of remembered cures is not kept, and nothing in it looked at", () => {
  expectForgotten("cures", (of) => ({ version: 1, of }));
});
