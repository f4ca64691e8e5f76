import type { Grid, Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { findFooter } from "./finding/find-footer.ts";
import { findHeader, headerLines } from "./finding/find-header.ts";
import { Refused } from "./refused.ts";
import type { Finding, ReadingSettings } from "./workbench-protocol.ts";

export interface FoundTable {
  readonly table: Table;
  readonly headerRow: Finding<number>;
  readonly footerRows: Finding<number>;
}

/** Finds where the data begins and ends in a grid. A header without a row below it is refused by name. */
export function findTable(grid: Grid, settings: ReadingSettings): FoundTable {
  const headerRow = findHeader(grid, settings.headerRow);
  const footerRows = findFooter(grid, headerRow.value, settings.footerRows);
  const table = tableOf(grid, {
    headerRow: headerRow.value,
    headerLines: headerLines(grid, headerRow.value),
    endRow: grid.rowCount - footerRows.value,
  });
  if (table.rowCount === 0) throw new Refused("only_header");
  return { table, headerRow, footerRows };
}
