import { kindOf } from "#lib/domain/debtors/step-reader.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { OnPlacedCell } from "#lib/domain/table/table.ts";
import type { EditedRows } from "./edited-rows.ts";
import { RowSet } from "./row-set.ts";

/** The rows in which a column is corrected. */
export function editedRowsOf(rows: EditedRows, column: number): RowSet {
  const edited = new RowSet(rows.table.rowCount);
  for (const [row] of rows.editsOf(column)) edited.add(row);
  return edited;
}

/**
 * Shows the cells of a column in rows `from` to `to` (exclusive), with corrections, without cutting them out.
 * `edited`: {@link editedRowsOf} the column; to ask for a correction in each row would take as long as the rest.
 */
export function scanColumn(
  rows: EditedRows,
  column: number,
  edited: RowSet,
  from: number,
  to: number,
  show: OnPlacedCell,
): void {
  let next = edited.next(from);
  scanFile(rows, column, from, to, (row, text, start, end, kind) => {
    if (row !== next) {
      show(row, text, start, end, kind);
      return;
    }
    const now = rows.text(row, column);
    show(row, now, 0, now.length, "text");
    next = edited.next(row + 1);
  });
}

/** The same with the cells as the file has them. */
export function scanFile({ table }: EditedRows, column: number, from: number, to: number, show: OnPlacedCell): void {
  if (table.scan !== undefined) {
    table.scan(column, from, to, from, show);
    return;
  }
  // Tables with merged cells or of two sheets have no text of their own.
  const placed = new PlacedRow();
  for (let row = from; row < to; row++) {
    table.place(row, placed);
    if (column < placed.count)
      show(row, placed.text, placed.start(column), placed.end(column), kindOf(placed.kinds, column));
    else show(row, "", 0, 0, "text");
  }
}
