import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fileDigest } from "#lib/spreadsheet/digest.ts";

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

test("a file's digest is its SHA-256, beyond 8 MB that of its pieces' digests", async () => {
  const bytes = new Uint8Array(17 * 1024 * 1024).map((_, at) => (at * 31) >>> 3);
  const small = bytes.subarray(0, 8 * 1024 * 1024);
  expect(await fileDigest(new Blob([small]))).toBe(sha256(small).toString("hex"));
  const pieces = [0, 8, 16].map((at) => sha256(bytes.subarray(at * 1024 * 1024, (at + 8) * 1024 * 1024)));
  expect(await fileDigest(new Blob([bytes]))).toBe(sha256(Buffer.concat(pieces)).toString("hex"));
});
