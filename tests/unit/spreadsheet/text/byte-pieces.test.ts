import fc from "fast-check";
import { expect, test } from "vitest";
import { bytePieces, pieceBytes } from "#lib/spreadsheet/text/byte-pieces.ts";
import { cases } from "#tests/support/depth.ts";

/** Lines of a given length; hardly any real file has one as long as the longest of these. */
const lines = fc.array(fc.oneof(fc.nat(300_000), fc.nat(3_000_000), fc.nat(50)), { maxLength: 8 });

test("a file's pieces are complete, limited and end with lines", async () => {
  await fc.assert(
    fc.asyncProperty(lines, fc.boolean(), async (lengths, isEnded) => {
      const text = lengths.map((length) => "x".repeat(length)).join("\n") + (isEnded ? "\n" : "");
      const pieces: string[] = [];
      for await (const piece of bytePieces(new Blob([text]))) {
        expect(piece.length).toBeLessThanOrEqual(pieceBytes);
        pieces.push(Buffer.from(piece).toString("latin1"));
      }
      expect(pieces.join("") === text).toBe(true);
      for (const piece of pieces.slice(0, -1)) expect(!piece.includes("\n") || piece.endsWith("\n")).toBe(true);
    }),
    { numRuns: cases(40) },
  );
});
