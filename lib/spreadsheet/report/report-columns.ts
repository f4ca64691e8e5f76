import type { Grid } from "#lib/domain/table/table.ts";
import { type AddedColumn, findAddedColumns } from "./added-headers.ts";
import { parseReportReference, type ReportReference } from "./report-reference.ts";

/** The head of a report that came back, and which of its columns are whose. */
export interface ReportColumns {
  readonly headerRow: number;
  /** The columns of the file that was reported on, and those that somebody has added to them. */
  readonly own: readonly number[];
  readonly added: ReadonlyMap<AddedColumn, number>;
  /** The first reference; null where their column is gone. */
  readonly first: ReportReference | null;
}

/** The head stands above the first row, so whoever wrote titles above it wrote but a few. */
const rowsLookedAt = 40;
/** Without a reference, so many names of a report's columns make it one, or two of those that nobody else writes. */
const namesOfReport = 4;
const ownNames: readonly AddedColumn[] = ["line", "identification", "evidence", "remoteText", "fault"];
const ownNamesOfReport = 2;

/** Null for what is no report. */
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
    // The last one: a report on a corrected report may have an older one among its columns.
    for (let column = cells.length - 1; column >= 0; column--) {
      const reference = parseReportReference(cells[column] ?? "");
      if (reference !== null) return { row, column, reference };
    }
  }
  return null;
}

/** The head has a name for the references' column; rows that somebody wrote between it and the first reference have nothing there. */
function headAbove(grid: Grid, { row, column }: { readonly row: number; readonly column: number }): number {
  for (let above = row - 1; above >= 0; above--) if (grid.cell(above, column).trim() !== "") return above;
  return row - 1;
}
