import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { gunzipLines, gzipLines } from "#lib/staging/packed-lines.ts";

const lines = (count: number) => Array.from({ length: count }, (_, index) => `[${index},["ñandú ${index}"],null]`);

test.each([1, 3, 5_000, 300_000])("%i lines come back as they were packed", async (count) => {
  const given = lines(count);
  const { packed, bytes } = await gzipLines(given);
  const read = gunzipLines(packed);
  expect(read.bytes).toBe(bytes);
  expect(Array.from({ length: read.count }, (_, index) => read.text(index))).toEqual(given);
});

test("a gzip of several members is read whole", () => {
  const given = lines(20_000);
  const half = given.length / 2;
  const members = [given.slice(0, half), given.slice(half), ["the end"]].map((some) =>
    gzipSync(`${some.join("\n")}\n`),
  );
  const read = gunzipLines(Buffer.concat(members));
  expect(Array.from({ length: read.count }, (_, index) => read.text(index))).toEqual([...given, "the end"]);
});

test("reading stops one line after those announced", () => {
  const read = gunzipLines(gzipSync(Buffer.alloc(4 << 20, "\n")), { lines: 5 });
  expect(read.count).toBe(6);
  expect(gunzipLines(gzipSync("a\nb\n"), { lines: 2 }).count).toBe(2);
});

test("a gzip with a wrong length is refused", () => {
  const packed = gzipSync(lines(100).join("\n"));
  packed.writeUInt32LE(0xffff_ffff, packed.length - 4);
  expect(() => gunzipLines(packed)).toThrow(expect.objectContaining({ code: "Z_DATA_ERROR" }));
  expect(() => gunzipLines(new Uint8Array(3))).toThrow();
});
