/** A set of row numbers, one bit a row: 125 KB for a million rows, however many are in the set. */
export class RowSet {
  readonly #words: Uint32Array;
  #size = 0;

  constructor(rowCount: number) {
    this.#words = new Uint32Array((rowCount + 31) >>> 5);
  }

  /** All rows of a table. */
  static full(rowCount: number): RowSet {
    const rows = new RowSet(rowCount);
    rows.#words.fill(-1);
    // No bit beyond the last row: `next` would find it.
    if (rowCount % 32 !== 0) rows.#words[rows.#words.length - 1] = (1 << (rowCount % 32)) - 1;
    rows.#size = rowCount;
    return rows;
  }

  get size(): number {
    return this.#size;
  }

  has(row: number): boolean {
    return (((this.#words[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1;
  }

  add(row: number): void {
    if (this.has(row)) return;
    this.#words[row >>> 5] = (this.#words[row >>> 5] ?? 0) | (1 << (row & 31));
    this.#size++;
  }

  delete(row: number): void {
    if (!this.has(row)) return;
    this.#words[row >>> 5] = (this.#words[row >>> 5] ?? 0) & ~(1 << (row & 31));
    this.#size--;
  }

  /** Adds the rows of another set of the same table. */
  addAll(other: RowSet): this {
    for (let index = 0; index < this.#words.length; index++)
      this.#words[index] = (this.#words[index] ?? 0) | (other.#words[index] ?? 0);
    return this.#counted();
  }

  /** Removes the rows of another set. */
  deleteAll(other: RowSet): this {
    for (let index = 0; index < this.#words.length; index++)
      this.#words[index] = (this.#words[index] ?? 0) & ~(other.#words[index] ?? 0);
    return this.#counted();
  }

  /** Removes the rows that are not in another set. */
  keepAll(other: RowSet): this {
    for (let index = 0; index < this.#words.length; index++)
      this.#words[index] = (this.#words[index] ?? 0) & (other.#words[index] ?? 0);
    return this.#counted();
  }

  /** How many rows are in both sets. */
  shared(other: RowSet): number {
    let shared = 0;
    for (let index = 0; index < this.#words.length; index++)
      shared += bitsIn((this.#words[index] ?? 0) & (other.#words[index] ?? 0));
    return shared;
  }

  #counted(): this {
    let size = 0;
    for (const word of this.#words) size += bitsIn(word);
    this.#size = size;
    return this;
  }

  /** The first row in the set from `from` on; -1 if there is none. */
  next(from: number): number {
    let index = from >>> 5;
    let word = (this.#words[index] ?? 0) & (-1 << (from & 31));
    while (word === 0) {
      index++;
      if (index >= this.#words.length) return -1;
      word = this.#words[index] ?? 0;
    }
    return index * 32 + (31 - Math.clz32(word & -word));
  }

  /** The last row in the set before `before`; -1 if there is none. */
  previous(before: number): number {
    let index = before >>> 5;
    let word = (this.#words[index] ?? 0) & ~(-1 << (before & 31));
    while (word === 0) {
      if (--index < 0) return -1;
      word = this.#words[index] ?? 0;
    }
    return index * 32 + (31 - Math.clz32(word));
  }

  /** How many rows of the set are before `row`. */
  rank(row: number): number {
    const index = row >>> 5;
    let rank = bitsIn((this.#words[index] ?? 0) & ~(-1 << (row & 31)));
    for (let before = 0; before < index; before++) rank += bitsIn(this.#words[before] ?? 0);
    return rank;
  }

  /** Up to `count` rows, ascending, from the row at `position` (counted from 0) on. */
  slice(position: number, count: number): number[] {
    const rows: number[] = [];
    let index = 0;
    let before = 0;
    for (; index < this.#words.length; index++) {
      const bits = bitsIn(this.#words[index] ?? 0);
      if (before + bits > position) break;
      before += bits;
    }
    for (let row = this.next(index * 32); row >= 0 && rows.length < count; row = this.next(row + 1)) {
      if (before++ >= position) rows.push(row);
    }
    return rows;
  }
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
