import { compileFind, type FindQuery, findPattern } from "#lib/domain/table/find-pattern.ts";
import type { Sliced } from "../sliced.ts";
import type { EditedRows } from "./edited-rows.ts";
import { RowSet } from "./row-set.ts";

/** Rows searched between two reports of progress. */
const rowsAtOnce = 32_768;

/** Found cells as numbers: row × number of columns + index of the column in `columns`. */
export interface FoundCells {
  /** Ascending: by row, then in the order in which the page shows the columns. */
  readonly cells: Float64Array;
  /** The search stopped at its maximum, so there may be more. */
  readonly isMore: boolean;
}

/**
 * Searches columns of the table's own text, without corrections, until `take` returns false. Cells come by row, then
 * in the order of the file or of the columns.
 */
function* searchCells(
  { table }: EditedRows,
  query: FindQuery,
  columns: readonly number[],
  take: (row: number, column: number) => boolean,
): Sliced<void> {
  const wanted = new Set(columns);
  let isMore = true;
  const takeWanted = (row: number, column: number): boolean => {
    if (wanted.has(column)) isMore = take(row, column);
    return isMore;
  };
  const pattern = findPattern(query);
  const isFound = compileFind(query);
  for (let from = 0; from < table.rowCount && isMore; from += rowsAtOnce) {
    const to = Math.min(from + rowsAtOnce, table.rowCount);
    if (pattern !== null && table.search !== undefined)
      table.search({ pattern, isWhole: query.isWhole }, from, to, takeWanted);
    else if (pattern !== null || query.isWhole) {
      for (let row = from; row < to && isMore; row++) {
        for (const column of columns) if (isFound(table.cell(row, column)) && !takeWanted(row, column)) break;
      }
    }
    yield to / table.rowCount;
  }
}

/**
 * Searches the table's own text, without corrections, for at most `max` cells. `columns`: the columns to
 * search, in the order in which the page shows them.
 */
export function* searchTable(
  rows: EditedRows,
  query: FindQuery,
  columns: readonly number[],
  max: number,
): Sliced<FoundCells> {
  const placeOf = new Map(columns.map((column, place) => [column, place]));
  const cells: number[] = [];
  let isMore = false;
  yield* searchCells(rows, query, columns, (row, column) => {
    if (cells.length >= max) isMore = true;
    else cells.push(row * columns.length + (placeOf.get(column) ?? 0));
    return !isMore;
  });
  // Within a row they come in the file's order, which may differ from the page's.
  return { cells: Float64Array.from(cells).sort(), isMore };
}

/** The rows with a found cell in these columns. Corrected cells count by their current text. */
export function* searchRows(rows: EditedRows, query: FindQuery, columns: readonly number[]): Sliced<RowSet> {
  const found = new RowSet(rows.table.rowCount);
  yield* searchCells(rows, query, columns, (row, column) => {
    if (rows.editedText(row, column) === undefined) found.add(row);
    return true;
  });
  const isFound = compileFind(query);
  for (const column of columns) for (const [row, text] of rows.editsOf(column)) if (isFound(text)) found.add(row);
  return found;
}

/** The found cells with corrections applied: a corrected cell counts by its current text. */
export function foundNow(
  rows: EditedRows,
  query: FindQuery,
  columns: readonly number[],
  { cells, isMore }: FoundCells,
): FoundCells {
  if (rows.count === 0) return { cells, isMore };
  const isFound = compileFind(query);
  const width = columns.length;
  const kept = cells.filter(
    (cell) => rows.editedText(Math.floor(cell / width), columns[cell % width] ?? -1) === undefined,
  );
  const corrected: number[] = [];
  for (const [place, column] of columns.entries())
    for (const [row, text] of rows.editsOf(column)) if (isFound(text)) corrected.push(row * width + place);
  if (corrected.length === 0) return { cells: kept, isMore };
  const all = new Float64Array(kept.length + corrected.length);
  all.set(kept);
  all.set(corrected, kept.length);
  return { cells: all.sort(), isMore };
}
