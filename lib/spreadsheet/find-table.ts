import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { OtherHeader } from "#lib/domain/table/other-order.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Grid, Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { findHeader } from "./finding/find-header.ts";
import { findSetAside } from "./finding/find-set-aside.ts";
import { headerRows } from "./finding/header-names.ts";
import { widthOfHeader } from "./longer-rows.ts";
import type { ReadingSettings } from "./protocol/reading.ts";
import { Refused } from "./refused.ts";

export interface FoundTable {
  readonly table: Table;
  readonly headerRow: Finding<number>;
  /** Rows of the grid that are no data, in order. */
  readonly setAside: readonly SetAsideRow[];
  readonly otherHeaders: readonly OtherHeader[];
  /** Cells of the header; 0 where there is none. */
  readonly headerWidth: number;
}

interface TableSettings {
  readonly headerLine?: ReadingSettings["headerLine"] | undefined;
  readonly takenIn?: ReadingSettings["takenIn"] | undefined;
  /** Lines of hidden rows that the user leaves out. */
  readonly hidden?: readonly number[] | undefined;
}

/** Finds where the data is in a grid; a table without rows is none. */
export function tableIn(grid: Grid, settings: TableSettings): FoundTable | null {
  const headerRow = findHeader(grid, settings.headerLine);
  const { first, lines, names } = headerRows(grid, headerRow.value);
  const { takenIn, hidden } = settings;
  const header = { headerRow: first, headerLines: lines };
  const { gridRows, rows, otherHeaders } = findSetAside(grid, { ...header, takenIn, hidden });
  const table = tableOf(grid, { ...header, names, endRow: grid.rowCount, setAside: gridRows });
  if (table.rowCount === 0) return null;
  const headerWidth = widthOfHeader(grid, first, lines);
  return { table, headerRow, setAside: rows, otherHeaders, headerWidth };
}

/** The same, where a header without a row below it is refused by name. */
export function findTable(grid: Grid, settings: TableSettings): FoundTable {
  const found = tableIn(grid, settings);
  if (found === null) throw new Refused("only_header");
  return found;
}
