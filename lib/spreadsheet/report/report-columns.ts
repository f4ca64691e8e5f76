import type { Grid } from "#lib/domain/table/table.ts";
import { type AddedColumn, findAddedColumns } from "./added-headers.ts";
import { parseReportReference, type ReportReference } from "./report-reference.ts";

/** The header row of a report that came back, and which of its columns the report added. */
export interface ReportColumns {
  readonly headerRow: number;
  /** The columns of the original file, and those that somebody has added since. */
  readonly own: readonly number[];
  readonly added: ReadonlyMap<AddedColumn, number>;
  /** The first reference; null if the column of references is gone. */
  readonly first: ReportReference | null;
}

/**
 * Rows searched for the first reference or, if there is none, for the header. Only titles that somebody wrote
 * can be above them, and those are few.
 */
const rowsLookedAt = 40;
/** Without references, a header row has four names of added columns, or two of those that no other file uses. */
const namesOfReport = 4;
const ownNames: readonly AddedColumn[] = ["line", "identification", "evidence", "remoteText", "fault"];
const ownNamesOfReport = 2;

/** Null if the file is no report. */
export function findReportColumns(grid: Grid): ReportColumns | null {
  const first = firstReference(grid);
  if (first === null) return withoutReference(grid);
  const headerRow = headAbove(grid, first);
  return headerRow < 0 ? null : columnsUnder(grid, headerRow, first.column, first.reference);
}

function columnsUnder(
  grid: Grid,
  headerRow: number,
  column: number | null,
  first: ReportReference | null,
): ReportColumns | null {
  const { cells } = grid.sourceRow(headerRow);
  const added = findAddedColumns(cells, column);
  const places = new Set(added.values());
  const count =
    Math.max(
      cells.findLastIndex((cell) => cell.trim() !== ""),
      ...places,
    ) + 1;
  const own = Array.from({ length: count }, (_, place) => place).filter((place) => !places.has(place));
  return own.length === 0 ? null : { headerRow, own, added, first };
}

function withoutReference(grid: Grid): ReportColumns | null {
  for (let row = 0; row < Math.min(grid.rowCount, rowsLookedAt); row++) {
    const added = findAddedColumns(grid.sourceRow(row).cells, null);
    const own = ownNames.filter((name) => added.has(name)).length;
    if (added.size >= namesOfReport || own >= ownNamesOfReport) return columnsUnder(grid, row, null, null);
  }
  return null;
}

function firstReference(grid: Grid): { row: number; column: number; reference: ReportReference } | null {
  for (let row = 0; row < Math.min(grid.rowCount, rowsLookedAt); row++) {
    const { cells } = grid.sourceRow(row);
    // The last one: a report on a corrected report may have an older one among its own columns.
    for (let column = cells.length - 1; column >= 0; column--) {
      const reference = parseReportReference(cells[column] ?? "");
      if (reference !== null) return { row, column, reference };
    }
  }
  return null;
}

/** The header has a name in the references' column; rows that somebody wrote below it are blank there. */
function headAbove(grid: Grid, { row, column }: { readonly row: number; readonly column: number }): number {
  for (let above = row - 1; above >= 0; above--) if (grid.cell(above, column).trim() !== "") return above;
  return row - 1;
}
