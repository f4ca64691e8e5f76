/**
 * Which rows of a grid are those of a table, where some between them are not. Rows are asked for in order, so the stretch that was asked
 * for last is tried first; where none is left out there is only one.
 */
export class KeptRows {
  readonly count: number;
  readonly #first: number;
  /** Grid rows between the first and the last kept one that are left out, ascending. */
  readonly #gaps: Uint32Array;
  #low = 0;
  #high = 0;
  #offset = 0;

  /** Of the rows from 0 to below `end`, all but `leftOut` (ascending). */
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

  /** The grid row of a row of the table. */
  at(row: number): number {
    if (row < 0 || row >= this.count) throw new RangeError(`row ${row} of a table with ${this.count} rows`);
    if (row < this.#low || row >= this.#high) this.#seek(row);
    return row + this.#offset;
  }

  /** The row of the table that a grid row is; -1 where it is left out. */
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

  /** How many gaps come before the first one that does not fit; those that fit come first. */
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
