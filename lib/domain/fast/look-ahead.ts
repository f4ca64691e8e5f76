import type { OnPlacedCell } from "../table/table.ts";
import { type Block, firstCell, kindOfCode } from "./block.ts";

/**
 * The places of a column's cells in the next rows. They are far apart in memory, and waiting for each takes
 * longer than reading it. Looking at the first letter of each, with nothing else in between, has the processor
 * fetch several at once: a column of dates takes a sixth less.
 */
export class LookAhead {
  readonly rows = 64;
  readonly #indexes = new Int32Array(this.rows);
  readonly #starts = new Int32Array(this.rows);
  /** Of the first letters: what is never used may never be read. */
  #sum = 0;

  look(block: Block, from: number, to: number, column: number): void {
    const { text, ends, gap, rowEnds, firstRow } = block;
    let sum = 0;
    for (let row = from; row < to; row++) {
      const inBlock = row - firstRow;
      const index = firstCell(block, inBlock) + column;
      const isMissing = index >= (rowEnds[inBlock] ?? 0);
      const start = isMissing || index === 0 ? 0 : (ends[index - 1] ?? 0) + gap;
      this.#indexes[row - from] = isMissing ? -1 : index;
      this.#starts[row - from] = start;
      sum ^= text.charCodeAt(start);
    }
    this.#sum ^= sum;
  }

  show({ text, ends, kinds }: Block, at: number, row: number, show: OnPlacedCell): void {
    const index = this.#indexes[at] ?? -1;
    if (index < 0) {
      show(row, "", 0, 0, "text");
      return;
    }
    const kind = kinds === null ? "text" : kindOfCode(kinds[index] ?? 0);
    show(row, text, this.#starts[at] ?? 0, ends[index] ?? 0, kind);
  }
}
