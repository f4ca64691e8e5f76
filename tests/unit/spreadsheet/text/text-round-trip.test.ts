import fc from "fast-check";
import { expect, test } from "vitest";
import { type CodePage, codePageTable } from "#lib/spreadsheet/text/code-pages.ts";
import { readText } from "#lib/spreadsheet/text/read-text.ts";
import { cases } from "#tests/support/depth.ts";

type Encoding = "utf-8" | "utf-8 with mark" | "utf-16le" | "utf-16be" | CodePage;

const encodings: readonly Encoding[] = ["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "windows-1252", "cp850"];

function encode(text: string, encoding: Encoding): Uint8Array<ArrayBuffer> {
  if (encoding === "utf-8") return new TextEncoder().encode(text);
  if (encoding === "utf-8 with mark") return new TextEncoder().encode(`\ufeff${text}`);
  if (encoding === "utf-16le" || encoding === "utf-16be") {
    const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
    return new Uint8Array(encoding === "utf-16le" ? bytes : bytes.swap16());
  }
  const table = codePageTable(encoding);
  return Uint8Array.from(text, (character) => table.indexOf(character.charCodeAt(0)));
}

const letters = fc.constantFrom(...'abZ09 -.,;|\t""\'\n$áéíñÑüÇ¿º');
const cell = fc.string({ unit: letters, maxLength: 12 });
const row = fc.array(cell, { minLength: 1, maxLength: 7 }).map((cells) => ["x", ...cells]);
const table = fc.array(row, { minLength: 1, maxLength: 12 });

function write(rows: string[][], delimiter: string, lineEnd: string, quotesAll: boolean): string {
  const quoted = (text: string): string =>
    quotesAll || text.includes(delimiter) || /["\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((cells) => cells.map(quoted).join(delimiter)).join(lineEnd);
}

test("any delimiter, quoting, line end and encoding reads back", async () => {
  await fc.assert(
    fc.asyncProperty(
      table,
      fc.constantFrom(";", ",", "\t", "|"),
      fc.constantFrom("\n", "\r\n", "\r"),
      fc.boolean(),
      fc.constantFrom(...encodings),
      fc.boolean(),
      async (rows, delimiter, lineEnd, quotesAll, encoding, endsWithBreak) => {
        const text = write(rows, delimiter, lineEnd, quotesAll) + (endsWithBreak ? lineEnd : "");
        const settings = encoding === "windows-1252" || encoding === "cp850" ? { encoding, delimiter } : { delimiter };
        const { grid } = await readText(new Blob([encode(text, encoding)]), settings, {});
        expect(Array.from({ length: grid.rowCount }, (_, index) => grid.sourceRow(index).cells)).toEqual(
          rows.map((cells) => cells.slice(0, grid.columnCount + 1)),
        );
        let line = 1;
        for (const [index, cells] of rows.entries()) {
          expect(grid.line(index)).toBe(line);
          line += 1 + cells.join("").split("\n").length - 1;
        }
      },
    ),
    { numRuns: cases(400) },
  );
});
