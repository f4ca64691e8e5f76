import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { fileDigest } from "#lib/spreadsheet/workbench/digest.ts";
import { streamedDigest } from "#lib/spreadsheet/workbench/streamed-digest.ts";

const mb = 1024 * 1024;

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}

test.each([
  ["the engine", fileDigest],
  ["WebAssembly", streamedDigest],
])("a file's digest by %s is SHA-256, beyond 8 MB over its pieces", async (_, digest) => {
  const bytes = new Uint8Array(17 * mb + 3).map((_, at) => (at * 31) >>> 3);
  for (const size of [0, 1, 64, 8 * mb]) {
    const small = bytes.subarray(0, size);
    expect(await digest(new Blob([small]))).toBe(sha256(small).toString("hex"));
  }
  for (const size of [8 * mb + 1, 16 * mb, bytes.length]) {
    const large = bytes.subarray(0, size);
    const pieces = [0, 8, 16].map((at) => large.subarray(at * mb, (at + 8) * mb)).filter((piece) => piece.length > 0);
    expect(await digest(new Blob([large]))).toBe(sha256(Buffer.concat(pieces.map(sha256))).toString("hex"));
  }
});
