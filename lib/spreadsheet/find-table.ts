import type { Finding } from "#lib/domain/mapping/finding.ts";
import type { OtherHeader } from "#lib/domain/table/other-order.ts";
import type { SetAsideRow } from "#lib/domain/table/set-aside.ts";
import type { Grid, Table } from "#lib/domain/table/table.ts";
import { tableOf } from "#lib/domain/table/table-of.ts";
import { arrangeRows } from "./finding/arrange-rows.ts";
import { findHeader } from "./finding/find-header.ts";
import { findSetAside } from "./finding/find-set-aside.ts";
import { headerRows } from "./finding/header-names.ts";
import type { Notice } from "./finding-codes.ts";
import { widthOfHeader } from "./longer-rows.ts";
import type { ReadingSettings } from "./protocol/reading.ts";
import { Refused } from "./refused.ts";

export interface FoundTable {
  readonly table: Table;
  readonly headerRow: Finding<number>;
  /** Rows of the grid that are no data, in order. */
  readonly setAside: readonly SetAsideRow[];
  readonly otherHeaders: readonly OtherHeader[];
  /** Column of the file's last cell if its row was put into the table's column order; else null. */
  readonly lastColumn: number | null;
  /** Line of the first header whose rows were put into the table's column order; null if there is none. */
  readonly arrangedFrom: number | null;
  /** A notice if rows were put into the table's column order. */
  readonly notices: readonly Notice[];
  /** Cells of the header; 0 without a header. */
  readonly headerWidth: number;
}

interface TableSettings {
  readonly headerLine?: ReadingSettings["headerLine"] | undefined;
  readonly takenIn?: ReadingSettings["takenIn"] | undefined;
  /** Lines of the hidden rows that the user sets aside. */
  readonly hidden?: readonly number[] | undefined;
  /** Cells have no address of their own. */
  readonly isText?: boolean;
}

/** Finds the table in a grid; null if it has no rows. */
export function tableIn(grid: Grid, settings: TableSettings): FoundTable | null {
  const headerRow = findHeader(grid, settings.headerLine);
  const { first, lines, names } = headerRows(grid, headerRow.value);
  const { takenIn, hidden, isText = false } = settings;
  const bounds = { headerRow: first, headerLines: lines, takenIn, hidden };
  const found = findSetAside(grid, bounds);
  const canArrange = found.otherHeaders.length > 0 && lines === 1;
  const arranged = canArrange ? arrangeRows(grid, first, found.otherHeaders, isText) : null;
  // Totals and notes among the arranged rows can only be recognised once their columns are in order.
  const aside = arranged === null ? found : findSetAside(arranged.grid, bounds);
  const table = tableOf(arranged?.grid ?? grid, { ...bounds, names, endRow: grid.rowCount, setAside: aside.gridRows });
  if (table.rowCount === 0) return null;
  return {
    table,
    headerRow,
    setAside: aside.rows,
    otherHeaders: [...aside.otherHeaders, ...(arranged?.uneven ?? [])],
    lastColumn: arranged?.lastColumn ?? null,
    arrangedFrom: arranged?.line ?? null,
    notices:
      arranged === null
        ? []
        : [{ code: "rows_arranged", params: { count: arranged.countWithout(aside.gridRows), line: arranged.line } }],
    headerWidth: widthOfHeader(grid, first, lines),
  };
}

/** Like `tableIn`, but throws `Refused` ("only_header") if there is no row below the header. */
export function findTable(grid: Grid, settings: TableSettings): FoundTable {
  const found = tableIn(grid, settings);
  if (found === null) throw new Refused("only_header");
  return found;
}
