import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { Table } from "#lib/domain/table/table.ts";
import type { EditedRows } from "./edited-rows.ts";

export interface CarriedEdits {
  readonly kept: readonly CellEdit[];
  readonly dropped: number;
}

/**
 * Corrections for the same file read another way. One is kept where its line still is a row and its cell says there what it said when
 * it was corrected; anything else would put a correction on a cell that nobody has looked at.
 */
export function carryEdits(before: EditedRows, table: Table): CarriedEdits {
  const edits = before.all();
  if (edits.length === 0) return { kept: [], dropped: 0 };
  const rowOfLine = new Map(edits.map(({ row }) => [before.table.line(row), -1]));
  for (let row = 0; row < table.rowCount; row++) {
    const line = table.line(row);
    if (rowOfLine.has(line)) rowOfLine.set(line, row);
  }
  const kept = edits.flatMap(({ row, column, text }) => {
    const to = rowOfLine.get(before.table.line(row)) ?? -1;
    const isSame = to >= 0 && column < table.columnCount && table.cell(to, column) === before.table.cell(row, column);
    return isSame ? [{ row: to, column, text }] : [];
  });
  return { kept, dropped: edits.length - kept.length };
}
