import { isBlank } from "#lib/domain/debtors/step-reader.ts";
import type { Grid, Table } from "#lib/domain/table/table.ts";
import type { Notice } from "./finding-codes.ts";

/** Number of columns that a header names, in the longer of its lines; 0 without a header. */
export function widthOfHeader(grid: Grid, headerRow: number, lines: number): number {
  let width = 0;
  for (let line = 0; headerRow >= 0 && line < lines; line++) {
    const { cells } = grid.sourceRow(headerRow + line);
    width = Math.max(width, cells.findLastIndex((cell) => !isBlank(cell)) + 1);
  }
  return width;
}

/** A notice that rows of a joined sheet have cells beyond the header; empty if none has. */
export function longerRows({ table, headerWidth }: { readonly table: Table; readonly headerWidth: number }): Notice[] {
  if (headerWidth === 0 || table.columnCount <= headerWidth) return [];
  let count = 0;
  let line = 0;
  for (let row = 0; row < table.rowCount; row++) {
    let column = headerWidth;
    while (column < table.columnCount && isBlank(table.cell(row, column))) column++;
    if (column < table.columnCount && count++ === 0) line = table.line(row);
  }
  return count === 0 ? [] : [{ code: "longer_rows", params: { count, line } }];
}
