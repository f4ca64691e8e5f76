import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineScanner } from "#lib/domain/fast/line-scanner.ts";
import { parseSourceLine, readSourceLine, sourceLine } from "#lib/domain/table/source-line.ts";
import { kindLetters } from "#lib/domain/table/table.ts";

const cell = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", ",", '","', '"', "\\", "[", "],", "null", " ", "\n", "\u0000", "ñ€😀"),
);
const row = fc.array(cell, { maxLength: 6 }).chain((cells) =>
  fc.record({
    line: fc.integer({ min: 1, max: 2_147_483_647 }),
    cells: fc.constant(cells),
    kinds: fc.option(
      fc
        .array(fc.constantFrom(...Object.values(kindLetters)), { minLength: cells.length, maxLength: cells.length })
        .map((letters) => letters.join("")),
    ),
  }),
);

/** What the scanner finds in a line, in the parser's terms; null if it leaves the line to the parser. */
function scanned(line: string, column: number): { text: string; kind: string } | null {
  const bytes = Buffer.from(`xx${line}\n`);
  const scanner = new LineScanner(column);
  if (!scanner.scan(bytes, 2, bytes.length - 1)) return null;
  return { text: bytes.toString("utf8", scanner.cellStart, scanner.cellEnd), kind: kindLetters[scanner.kind] };
}

describe("a source line", () => {
  test("is read as the row it was written from", () => {
    fc.assert(
      fc.property(row, (source) => {
        const line = sourceLine(source);
        expect(parseSourceLine(line)).toEqual(source);
        expect(readSourceLine(line)).toEqual(source);
      }),
    );
  });

  test("is scanned as it is parsed, or not at all", () => {
    fc.assert(
      fc.property(row, fc.nat(7), (source, column) => {
        const found = scanned(sourceLine(source), column);
        if (found === null) return;
        expect(found).toEqual({ text: source.cells[column] ?? "", kind: source.kinds?.[column] ?? "t" });
      }),
    );
  });

  test("without escapes is always scanned", () => {
    expect(scanned('[12,["123","María",""],null]', 0)).toEqual({ text: "123", kind: "t" });
    expect(scanned('[12,["123","María",""],"ntd"]', 2)).toEqual({ text: "", kind: "d" });
  });

  test("that is damaged is never scanned differently than parsed", () => {
    const line = '[12,["123","María"],"nt"]';
    const broken = fc.oneof(
      fc.nat(line.length - 1).map((at) => line.slice(0, at)),
      fc.nat(line.length).map((at) => line.slice(at)),
      fc
        .tuple(fc.nat(line.length - 1), fc.string({ maxLength: 2 }))
        .map(([at, text]) => line.slice(0, at) + text + line.slice(at + 1)),
    );
    fc.assert(
      fc.property(broken, (text) => {
        const found = scanned(text, 0);
        if (found !== null) expect(parseSourceLine(text)?.cells[0] ?? "").toBe(found.text);
        if (parseSourceLine(text) === null) expect(found).toBeNull();
      }),
    );
    for (const text of ['[012,["a"],null]', '[0,["a"],null]', '[1,["a"],"x"]', '[1,["a"],"tt"]', '[1,["a"],null]]'])
      expect(scanned(text, 0)).toBeNull();
  });
});
