import type { ColumnPlace } from "../table/table.ts";
import { type Block, firstCell, kindOfCode } from "./block.ts";

/**
 * Places the cells of a column from row `from` of a block on, before row `to`, as many as are placed at once.
 * They are far apart in memory, and waiting for each takes longer than reading it. Loops that read one letter of
 * each, and nothing else, have the processor fetch several at once; a cell may lie in two lines of the cache.
 */
export function placeColumn(block: Block, column: number, from: number, to: number, into: ColumnPlace): void {
  const { text, ends, gap, rowEnds, kinds } = block;
  const { firsts, lasts, starts: cellStarts, ends: cellEnds, kinds: cellKinds } = into;
  const count = Math.min(to - from, cellStarts.length);
  for (let at = 0; at < count; at++) {
    const index = firstCell(block, from + at) + column;
    const isMissing = index >= (rowEnds[from + at] ?? 0);
    cellStarts[at] = isMissing || index === 0 ? 0 : (ends[index - 1] ?? 0) + gap;
    cellEnds[at] = isMissing ? 0 : (ends[index] ?? 0);
    cellKinds[at] = isMissing || kinds === null ? "text" : kindOfCode(kinds[index] ?? 0);
  }
  for (let at = 0; at < count; at++) firsts[at] = text.charCodeAt(cellStarts[at] ?? 0);
  for (let at = 0; at < count; at++) lasts[at] = text.charCodeAt((cellEnds[at] ?? 0) - 1);
  into.text = text;
  into.count = count;
}
