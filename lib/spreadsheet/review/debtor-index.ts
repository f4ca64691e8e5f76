import { IdentificationNumbers } from "./identification-numbers.ts";

/** The debtor of a row whose identification is missing or unreadable. */
export const noDebtor = -1;

/**
 * Which rows belong to which debtor. Flat arrays of numbers and one table of identifications hold a million
 * rows; a list per debtor would take three times as much memory. Rows that an edit moves are kept separately.
 */
export class DebtorIndex {
  readonly #numbers: IdentificationNumbers;
  readonly #debtorOfRow: Int32Array;
  #starts = new Uint32Array(1);
  #rows = new Uint32Array(0);
  readonly #moved = new Map<number, number[]>();

  /** `expected`: how many debtors to expect; 0 if unknown. */
  constructor(rowCount: number, expected = 0) {
    this.#numbers = new IdentificationNumbers(expected);
    this.#debtorOfRow = new Int32Array(rowCount).fill(noDebtor);
  }

  get debtorCount(): number {
    return this.#numbers.size;
  }

  /** The number of a debtor, which is the next free one if the debtor is new; `noDebtor` for null. */
  numberOf(identification: string | null): number {
    return identification === null ? noDebtor : this.#numbers.numberOf(identification);
  }

  /** The same for an identification that is `key` in plain digits. */
  numberOfKey(key: number): number {
    return this.#numbers.numberOfKey(key);
  }

  /** The debtor whose identification is `key` in plain digits; -1 if there is none. */
  debtorOfKey(key: number): number {
    return this.#numbers.find(key);
  }

  /** The debtor of an identification as it is sent; -1 if there is none. */
  find(identification: string): number {
    return this.#numbers.findText(identification);
  }

  /** Debtors whose identifications are not plain digits or have leading zeros, by identification. */
  unlikeNumbers(): ReadonlyMap<string, number> {
    return this.#numbers.others;
  }

  debtorOf(row: number): number {
    return this.#debtorOfRow[row] ?? noDebtor;
  }

  /** Assigns a row to a debtor, before `close`. */
  assign(row: number, debtor: number): void {
    this.#debtorOfRow[row] = debtor;
  }

  /** Sorts the rows by debtor (counting sort, so a debtor's rows stay ascending). */
  close(): void {
    const starts = new Uint32Array(this.#numbers.size + 1);
    const debtorOfRow = this.#debtorOfRow;
    for (let row = 0; row < debtorOfRow.length; row++) {
      const debtor = debtorOfRow[row] ?? noDebtor;
      if (debtor >= 0) starts[debtor + 1] = (starts[debtor + 1] ?? 0) + 1;
    }
    for (let debtor = 1; debtor < starts.length; debtor++)
      starts[debtor] = (starts[debtor] ?? 0) + (starts[debtor - 1] ?? 0);
    const next = starts.slice();
    this.#rows = new Uint32Array(starts.at(-1) ?? 0);
    for (let row = 0; row < debtorOfRow.length; row++) {
      const debtor = debtorOfRow[row] ?? noDebtor;
      if (debtor < 0) continue;
      const at = next[debtor] ?? 0;
      this.#rows[at] = row;
      next[debtor] = at + 1;
    }
    this.#starts = starts;
  }

  /** A debtor's first row, -1 if it has none, without listing the others. */
  firstRowOf(debtor: number): number {
    const moved = this.#moved.get(debtor);
    if (moved !== undefined) return moved[0] ?? -1;
    const start = this.#starts[debtor] ?? 0;
    return start < (this.#starts[debtor + 1] ?? start) ? (this.#rows[start] ?? -1) : -1;
  }

  /** How many rows a debtor has. */
  sizeOf(debtor: number): number {
    return this.#moved.get(debtor)?.length ?? (this.#starts[debtor + 1] ?? 0) - (this.#starts[debtor] ?? 0);
  }

  /** A debtor's rows, ascending. */
  rowsOf(debtor: number): ArrayLike<number> {
    const moved = this.#moved.get(debtor);
    if (moved !== undefined) return moved;
    return this.#rows.subarray(this.#starts[debtor] ?? 0, this.#starts[debtor + 1] ?? this.#starts[debtor] ?? 0);
  }

  /** Moves a row to another debtor, after `close`. */
  move(row: number, to: number): void {
    const from = this.debtorOf(row);
    if (from === to) return;
    if (from !== noDebtor)
      this.#moved.set(
        from,
        Array.from(this.rowsOf(from)).filter((other) => other !== row),
      );
    if (to !== noDebtor)
      this.#moved.set(
        to,
        [...Array.from(this.rowsOf(to)), row].sort((left, right) => left - right),
      );
    this.#debtorOfRow[row] = to;
  }
}
