import { entrySize } from "./key-table.ts";

/** Entries of one piece. */
export const pieceSize = 128;

/**
 * Where the counters of one column keep what they collect, in pieces. Made for the first value, and used for one column
 * after the other: 12 MB of a million rows, made anew for each, let the garbage collector stop everything for 10 ms.
 */
export class CounterRoom {
  readonly #pieces: number;
  #entries = new Int32Array(0);
  /** By piece: the one of the same part that follows it. */
  #following = new Int32Array(0);
  #begun = 0;

  /** For so many values in so many lists of pieces. */
  constructor(values: number, lists: number) {
    this.#pieces = Math.ceil(values / pieceSize) + lists;
  }

  get entries(): Int32Array<ArrayBuffer> {
    return this.#entries;
  }

  get following(): Int32Array<ArrayBuffer> {
    return this.#following;
  }

  /** The number of a new piece. */
  begin(): number {
    if (this.#entries.length === 0) {
      this.#entries = new Int32Array(this.#pieces * pieceSize * entrySize);
      this.#following = new Int32Array(this.#pieces);
    }
    this.#following[this.#begun] = -1;
    return this.#begun++;
  }

  /** For the next column. */
  clear(): void {
    this.#begun = 0;
  }
}
