import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipLines, gzipLines } from "#lib/services/packed-lines.ts";

const lines = (count: number) => Array.from({ length: count }, (_, index) => `[${index},["ñandú ${index}"],null]`);

test.each([1, 3, 5_000, 300_000])("%i lines come back as they were packed, in memory of their own", async (count) => {
  const given = lines(count);
  const { packed, bytes } = await gzipLines(given);
  const read = await gunzipLines(packed);
  expect(read.bytes).toBe(bytes);
  expect(Array.from({ length: read.count }, (_, index) => read.text(index))).toEqual(given);
  // It is handed to another thread, and what shares it would be gone from here.
  expect(() => structuredClone(read.whole, { transfer: [read.whole.buffer] })).not.toThrow();
});

test("a gzip of several members ends with the length of its last one only, and is read whole", async () => {
  const given = lines(20_000);
  const half = given.length / 2;
  const members = [given.slice(0, half), given.slice(half), ["the end"]].map((some) =>
    gzipSync(`${some.join("\n")}\n`),
  );
  const read = await gunzipLines(Buffer.concat(members));
  expect(Array.from({ length: read.count }, (_, index) => read.text(index))).toEqual([...given, "the end"]);
});

test("a gzip whose length is not what it says is none", async () => {
  const packed = gzipSync(lines(100).join("\n"));
  packed.writeUInt32LE(0xffff_ffff, packed.length - 4);
  await expect(gunzipLines(packed)).rejects.toMatchObject({ code: "Z_DATA_ERROR" });
  await expect(gunzipLines(new Uint8Array(3))).rejects.toThrow();
});
