import { expect, test } from "vitest";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

const most = 340_000;

test.each(Object.keys(mappingSchema.shape))("a megabyte of %s is refused within 200 ms", (key) => {
  for (const item of [{}, 1, "x"]) {
    const mapping = { columns: [], [key]: Array(most).fill(item) };
    const begun = performance.now();
    expect(mappingSchema.safeParse(mapping).success).toBe(false);
    expect(performance.now() - begun).toBeLessThan(200);
  }
});
