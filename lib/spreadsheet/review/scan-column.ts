import { kindOf } from "#lib/domain/debtors/step-reader.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import type { EditedRows } from "./edited-rows.ts";

/** Gets a row's cell as a place in a longer text; a cell that the row lacks is empty. */
export type OnColumnCell = (row: number, text: string, start: number, end: number, kind: CellKind) => void;

/** Shows the cells of a column in rows `from` to `to` (exclusive), with corrections, without cutting them out. */
export function scanColumn(rows: EditedRows, column: number, from: number, to: number, show: OnColumnCell): void {
  if (rows.revisionOf(column) === 0) {
    scanFile(rows, column, from, to, show);
    return;
  }
  const placed = new PlacedRow();
  for (let row = from; row < to; row++) {
    const text = rows.editedText(row, column);
    if (text === undefined) showCell(rows, row, column, placed, show);
    else show(row, text, 0, text.length, "text");
  }
}

/** The same with the cells as the file has them. */
export function scanFile(rows: EditedRows, column: number, from: number, to: number, show: OnColumnCell): void {
  const placed = new PlacedRow();
  for (let row = from; row < to; row++) showCell(rows, row, column, placed, show);
}

function showCell({ table }: EditedRows, row: number, column: number, placed: PlacedRow, show: OnColumnCell): void {
  table.place(row, placed);
  if (column < placed.count)
    show(row, placed.text, placed.start(column), placed.end(column), kindOf(placed.kinds, column));
  else show(row, "", 0, 0, "text");
}
