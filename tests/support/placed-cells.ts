import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { Grid, SourceRow } from "#lib/domain/table/table.ts";

const placed = new PlacedRow();

/** A row cut at the offsets where its grid places the cells: equal to its `sourceRow`. */
export function placedCells(grid: Grid, row: number): SourceRow {
  grid.place(row, placed);
  const { text, line, kinds, count } = placed;
  const cells = Array.from({ length: count }, (_, column) => text.slice(placed.start(column), placed.end(column)));
  return { line, cells, kinds };
}
