import type { NotesSheet } from "#lib/domain/mapping/columns/unit-of-name.ts";
import { rowText } from "#lib/domain/table/set-aside.ts";
import type { Grid } from "#lib/domain/table/table.ts";
import type { SheetSummary } from "../finding/choose-sheet.ts";
import type { SheetReader } from "./sheet-reader.ts";

/** Sheets with more rows than this hold data. */
const maxRows = 40;
const maxSheets = 6;

/** Sheets that are not read and hold only words, such as LEEME, hidden ones too. */
export async function notesSheets(
  reader: SheetReader,
  sheets: readonly SheetSummary[],
  taken: readonly number[],
): Promise<readonly NotesSheet[]> {
  const notes: NotesSheet[] = [];
  const short = [...sheets.entries()].filter(
    ([index, { rowCount }]) => !taken.includes(index) && rowCount > 0 && rowCount <= maxRows,
  );
  for (const [index, { name }] of short.slice(0, maxSheets)) {
    const grid = await reader.peek(index, maxRows);
    const rows = grid === null ? null : wordsOf(grid);
    if (rows !== null) notes.push({ name, rows });
  }
  return notes;
}

/** The rows of a sheet of words; null if a cell holds a figure, so that its words may be about its own table. */
function wordsOf(grid: Grid): NotesSheet["rows"] | null {
  const rows = Array.from({ length: grid.rowCount }, (_, row) => grid.sourceRow(row));
  if (rows.some(({ cells, kinds }) => cells.some((cell, at) => isFigure(cell, kinds?.[at] ?? "t")))) return null;
  return rows.map(({ line, cells }) => ({ line, text: rowText(cells), cells }));
}

function isFigure(cell: string, kind: string): boolean {
  return cell.trim() !== "" && (kind === "n" || !/\p{L}/u.test(cell));
}
