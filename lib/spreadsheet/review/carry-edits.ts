import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { Table } from "#lib/domain/table/table.ts";

/**
 * Moves corrections to the same file read another way. A correction is kept only if its line still is a row
 * there and the cell has the text it had when it was corrected; otherwise it would change a cell that nobody
 * has looked at.
 */
export function editCarrier(before: Table, rows: Iterable<number>, now: Table): (edit: CellEdit) => CellEdit | null {
  const rowOfLine = new Map(Array.from(rows, (row) => [before.line(row), -1]));
  if (rowOfLine.size > 0) {
    for (let row = 0; row < now.rowCount; row++) {
      const line = now.line(row);
      if (rowOfLine.has(line)) rowOfLine.set(line, row);
    }
  }
  return ({ row, column, text }) => {
    const to = rowOfLine.get(before.line(row)) ?? -1;
    const isSame = to >= 0 && column < now.columnCount && now.cell(to, column) === before.cell(row, column);
    return isSame ? { row: to, column, text } : null;
  };
}
