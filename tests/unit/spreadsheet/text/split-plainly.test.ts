import fc from "fast-check";
import { expect, test } from "vitest";
import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import { RowSplitter } from "#lib/spreadsheet/text/row-splitter.ts";
import { cases } from "#tests/support/depth.ts";
import { placedCells } from "#tests/support/placed-cells.ts";

/** Pieces of text made of what matters to a splitter, without quotes. */
const pieces = fc.array(
  fc.string({ unit: fc.constantFrom("a", "ñ", "€", "12", ";", "\n", "\r\n", " "), maxLength: 40 }),
  {
    minLength: 1,
    maxLength: 6,
  },
);

/** The cells of each row that is not blank, with blank ends, but at most one cell more than the table has columns. */
function expected(text: string): { line: number; cells: string[] }[] {
  const rows = text
    .split(/\r?\n/)
    .map((row, index) => ({ line: index + 1, cells: row.split(";") }))
    .filter(({ cells }) => widthOf(cells) > 0);
  const columns = Math.max(0, ...rows.map(({ cells }) => widthOf(cells)));
  return rows.map(({ line, cells }) => ({ line, cells: cells.slice(0, columns + 1) }));
}

function widthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== "") + 1;
}

test("text without quotes splits alike in any pieces", () => {
  fc.assert(
    fc.property(pieces, (texts) => {
      const builder = new GridBuilder();
      const splitter = new RowSplitter(
        ";",
        1,
        (cells, line) => builder.addRow(cells, null, line),
        (rows) => builder.addPackedRows(rows),
      );
      for (const [index, text] of texts.entries()) splitter.push(text, index === texts.length - 1);
      const characters = builder.characters;
      const columns = builder.columnCount;
      const grid = builder.finish();
      const rows = expected(texts.join(""));
      expect(grid.rowCount).toBe(rows.length);
      expect(columns).toBe(Math.max(0, ...rows.map(({ cells }) => widthOf(cells))));
      expect(characters).toBe(rows.reduce((sum, { cells }) => sum + cells.join("").length, 0));
      for (const [row, { line, cells }] of rows.entries()) {
        expect(grid.sourceRow(row)).toEqual({ line, cells, kinds: null });
        expect(placedCells(grid, row)).toEqual(grid.sourceRow(row));
        for (const [column, cell] of cells.entries()) expect(grid.cell(row, column)).toBe(cell);
        expect(grid.cell(row, cells.length)).toBe("");
      }
    }),
    { numRuns: cases(500) },
  );
});
