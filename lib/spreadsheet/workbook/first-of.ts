import { GridBuilder } from "#lib/domain/table/grid-builder.ts";
import type { Grid } from "#lib/domain/table/table.ts";

/** The first `count` rows of a grid that was read whole. */
export function firstOf(grid: Grid, count: number): Grid {
  const builder = new GridBuilder();
  for (let row = 0; row < Math.min(count, grid.rowCount); row++) {
    const { cells, kinds, line } = grid.sourceRow(row);
    builder.addRow(cells, kinds, line);
  }
  return builder.finish();
}
