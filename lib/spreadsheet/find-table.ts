import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { Grid, Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { findFooter } from "./finding/find-footer.ts";
import { findHeader, headerLines } from "./finding/find-header.ts";
import { widthOfHeader } from "./longer-rows.ts";
import type { ReadingSettings } from "./protocol/reading.ts";
import { Refused } from "./refused.ts";

export interface FoundTable {
  readonly table: Table;
  readonly headerRow: Finding<number>;
  readonly footerRows: Finding<number>;
  /** Cells of the header; 0 where there is none. */
  readonly headerWidth: number;
}

/** Finds where the data begins and ends in a grid; a table without rows is none. */
export function tableIn(grid: Grid, settings: Pick<ReadingSettings, "headerRow" | "footerRows">): FoundTable | null {
  const headerRow = findHeader(grid, settings.headerRow);
  const footerRows = findFooter(grid, headerRow.value, settings.footerRows);
  const lines = headerLines(grid, headerRow.value);
  const table = tableOf(grid, {
    headerRow: headerRow.value,
    headerLines: lines,
    endRow: grid.rowCount - footerRows.value,
  });
  if (table.rowCount === 0) return null;
  return { table, headerRow, footerRows, headerWidth: widthOfHeader(grid, headerRow.value, lines) };
}

/** The same, where a header without a row below it is refused by name. */
export function findTable(grid: Grid, settings: Pick<ReadingSettings, "headerRow" | "footerRows">): FoundTable {
  const found = tableIn(grid, settings);
  if (found === null) throw new Refused("only_header");
  return found;
}
