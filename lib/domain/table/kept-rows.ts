/**
 * Maps rows of a table to rows of its grid, skipping those that are not in the table (decision 24). Rows are read in
 * order, so the stretch of rows used last is tried first; without skipped rows there is only one stretch.
 */
export class KeptRows {
  readonly count: number;
  readonly #first: number;
  /** Skipped grid rows between the first and the last kept one, ascending. */
  readonly #gaps: Uint32Array;
  #low = 0;
  #high = 0;
  #offset = 0;

  /** Keeps the grid rows from 0 to `end` (exclusive), except `leftOut` (ascending). */
  constructor(end: number, leftOut: readonly number[]) {
    let from = 0;
    let to = leftOut.length;
    let first = 0;
    let last = end;
    while (from < to && leftOut[from] === first) {
      from++;
      first++;
    }
    while (to > from && leftOut[to - 1] === last - 1) {
      to--;
      last--;
    }
    this.#first = first;
    this.#gaps = Uint32Array.from(leftOut.slice(from, to));
    this.count = Math.max(0, last - first - this.#gaps.length);
    this.#seek(0);
  }

  /** The grid row of a row of the table. Throws a RangeError if the table has no such row. */
  at(row: number): number {
    if (row < 0 || row >= this.count) throw new RangeError(`row ${row} of a table with ${this.count} rows`);
    if (row < this.#low || row >= this.#high) this.#seek(row);
    return row + this.#offset;
  }

  /** How many rows from `row` on are consecutive rows of the grid. */
  togetherFrom(row: number): number {
    if (row < this.#low || row >= this.#high) this.#seek(row);
    return this.#high - row;
  }

  /** The table's row for a grid row; -1 if it is skipped. */
  of(gridRow: number): number {
    const before = this.#gapsUpTo((gap) => gap < gridRow);
    const isKept = gridRow >= this.#first && this.#gaps[before] !== gridRow;
    const row = gridRow - this.#first - before;
    return isKept && row < this.count ? row : -1;
  }

  #seek(row: number): void {
    const before = this.#gapsUpTo((gap, at) => gap - this.#first - at <= row);
    this.#offset = this.#first + before;
    this.#low = before === 0 ? 0 : (this.#gaps[before - 1] ?? 0) + 1 - this.#offset;
    this.#high = before < this.#gaps.length ? (this.#gaps[before] ?? 0) - this.#offset : this.count;
  }

  /** How many gaps fit. All that fit must come before those that do not. */
  #gapsUpTo(fits: (gap: number, at: number) => boolean): number {
    let low = 0;
    let high = this.#gaps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (fits(this.#gaps[middle] ?? 0, middle)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
