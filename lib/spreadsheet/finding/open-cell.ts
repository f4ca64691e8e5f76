import type { OpenCell } from "#lib/domain/mapping/mapping.ts";
import type { Table } from "#lib/domain/table/table.ts";

/** Rows above the last that show how long the column's cells are; fewer than the least show nothing. */
const looked = 1000;
const leastFilled = 10;
/** Up to one in a hundred may be as short, or longer by less than this: in every file some cell is the shortest. */
const shortShare = 0.01;
const leastLack = 2;
/** A longer cell is words, which have any length. */
const longest = 60;

/**
 * The last cell of a file whose last line nothing ends, where it may be cut: hardly another of its column is as short. Many programs end no
 * file, so the open end alone says nothing. `lastColumn`: where it stands, if not at the end of its row.
 */
export function openCell(table: Table, lastColumn: number | null): OpenCell | null {
  const last = table.rowCount - 1;
  if (last < leastFilled) return null;
  const { line, cells } = table.sourceRow(last);
  const column = lastColumn ?? cells.length - 1;
  const text = cells[column]?.trim() ?? "";
  // The mapping is kept where no text can hold a zero.
  if (text === "" || text.length > longest || text.includes("\0")) return null;
  let filled = 0;
  let short = 0;
  for (let row = Math.max(0, last - looked); row < last; row++) {
    const other = table.cell(row, column).trim();
    if (other === text) return null;
    if (other !== "") filled++;
    if (other !== "" && other.length < text.length + leastLack) short++;
  }
  return filled >= leastFilled && short <= filled * shortShare ? { line, column, text } : null;
}
