import type { CellSearch, OnCell } from "../table/table.ts";
import type { Block } from "./block.ts";

/**
 * Finds cells in the block's rows `from` to `to` (exclusive, counted within the block) by searching the
 * block's text, without a string per cell. Returns false if `found` stopped the search. A match across the
 * end of a cell does not count.
 */
export function searchBlock(
  block: Block,
  { pattern, isWhole }: CellSearch,
  from: number,
  to: number,
  found: OnCell,
): boolean {
  const { text, ends, gap, rowStarts, rowEnds } = block;
  const firstOf = (row: number): number => rowStarts?.[row] ?? (row === 0 ? 0 : (rowEnds[row - 1] ?? 0));
  const startOf = (cell: number): number => (cell === 0 ? 0 : (ends[cell - 1] ?? 0) + gap);
  let row = from;
  let cell = firstOf(from);
  const lastCell = rowEnds[to - 1] ?? 0;
  pattern.lastIndex = startOf(cell);
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const end = match.index + match[0].length;
    cell = cellEndingAfter(ends, match.index, cell);
    if (cell >= lastCell) return true;
    const start = startOf(cell);
    const stop = ends[cell] ?? 0;
    const isInside = match.index >= start && end <= stop;
    if (!isInside || (isWhole && !isAllOf(text, start, stop, match.index, end))) {
      pattern.lastIndex = match.index + 1;
      continue;
    }
    while ((rowEnds[row] ?? 0) <= cell) row++;
    const column = cell - firstOf(row);
    // Blank cells between rows belong to no row.
    if (column >= 0 && !found(block.firstRow + row, column)) return false;
    pattern.lastIndex = stop + gap;
  }
  return true;
}

/** The first cell, from index `from` on, that ends after the index `place` of the text. */
function cellEndingAfter(ends: Uint32Array, place: number, from: number): number {
  let low = from;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function isAllOf(text: string, start: number, stop: number, from: number, to: number): boolean {
  return (
    (from === start || text.slice(start, from).trim() === "") && (to === stop || text.slice(to, stop).trim() === "")
  );
}
