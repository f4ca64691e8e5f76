import type { OpenCell } from "#lib/domain/mapping/mapping.ts";
import type { Table } from "#lib/domain/table/table.ts";

/** Rows above the last that show how long the column's cells are, and the least number of filled ones. */
const looked = 1000;
const leastFilled = 10;
/**
 * Up to one cell in a hundred may be as short, or longer by less than `leastLack`: some cell is the shortest
 * in every file.
 */
const shortShare = 0.01;
const leastLack = 2;
/** A longer cell is words, which have any length. */
const longest = 60;

/**
 * The last cell of a file without a final line end, if it may be cut: hardly any other cell of its column is
 * as short. Else null. Many programs write no final line end, so that alone proves nothing. `lastColumn`: the
 * cell's column if it is not the last of its row. Decision 26.
 */
export function openCell(table: Table, lastColumn: number | null): OpenCell | null {
  const last = table.rowCount - 1;
  if (last < leastFilled) return null;
  const { line, cells } = table.sourceRow(last);
  const column = lastColumn ?? cells.length - 1;
  const text = cells[column]?.trim() ?? "";
  // The mapping is stored as text that cannot hold a NUL.
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
