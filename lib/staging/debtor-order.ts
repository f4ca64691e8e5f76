/** Debtors that may have come since the file before, one after the other. */
const mostSteps = 16;

/**
 * Debtors in the order of their first rows, and how they are cut into runs that fit in memory. Holds a number
 * for each row and a name for each debtor: about 50 MB for a million rows.
 */
export class DebtorOrder {
  readonly #debtorOfRow: Int32Array;
  readonly #bytesOfDebtor: Float64Array;
  readonly #rowsOfDebtor: Int32Array;
  readonly #numbers = new Map<string, number>();
  readonly #inOrder = this.#numbers.entries();
  /** Whoever stands after the debtor that was found last; undefined before the first is asked for, and at the end. */
  #next: readonly [string, number] | undefined;
  #rows = 0;
  #debtors = 0;

  /** `rowCount` must be the number of rows that will be added. */
  constructor(rowCount: number) {
    this.#debtorOfRow = new Int32Array(rowCount);
    this.#bytesOfDebtor = new Float64Array(rowCount);
    this.#rowsOfDebtor = new Int32Array(rowCount);
  }

  /**
   * Adds the next row: its identification and how much text it has. A row without identification
   * is a debtor of its own.
   */
  add(identification: string | null, bytes: number): void {
    let debtor = identification === null ? undefined : this.#numbers.get(identification);
    if (debtor === undefined) {
      debtor = this.#debtors++;
      if (identification !== null) this.#numbers.set(identification, debtor);
    }
    this.#debtorOfRow[this.#rows++] = debtor;
    this.#rowsOfDebtor[debtor] = this.rowsOf(debtor) + 1;
    this.#bytesOfDebtor[debtor] = (this.#bytesOfDebtor[debtor] ?? 0) + bytes;
  }

  get debtors(): number {
    return this.#debtors;
  }

  /**
   * A debtor by its identification; undefined for one who is not in the file. Whoever stands in the file after the one
   * found before is looked at first: a snapshot is mostly in the order of an earlier file, and to find a name among a
   * million takes as long as to read all the rest of its row.
   */
  numberOf(identification: string): number | undefined {
    if (this.#next?.[0] === identification) {
      const debtor = this.#next[1];
      this.#goOn();
      return debtor;
    }
    const debtor = this.#numbers.get(identification);
    if (debtor === undefined) return undefined;
    // Not all the way, for the sake of one that has moved far.
    for (let step = 0; step < mostSteps && (this.#next?.[1] ?? 0) <= debtor; step++) if (!this.#goOn()) break;
    return debtor;
  }

  #goOn(): boolean {
    this.#next = this.#inOrder.next().value;
    return this.#next !== undefined;
  }

  /** The row's debtor, numbered from 0 by first rows. */
  debtorOf(row: number): number {
    const debtor = this.#debtorOfRow[row];
    if (debtor === undefined) throw new RangeError(`row ${row} was never added`);
    return debtor;
  }

  rowsOf(debtor: number): number {
    return this.#rowsOfDebtor[debtor] ?? 0;
  }

  /** Runs of debtors with at most `maxBytes` of text each; a longer debtor is a run by itself. `end` is exclusive. */
  runs(maxBytes: number): readonly { readonly start: number; readonly end: number }[] {
    const runs: { start: number; end: number }[] = [];
    let start = 0;
    let bytes = 0;
    for (let debtor = 0; debtor < this.#debtors; debtor++) {
      const more = this.#bytesOfDebtor[debtor] ?? 0;
      if (debtor > start && bytes + more > maxBytes) {
        runs.push({ start, end: debtor });
        start = debtor;
        bytes = 0;
      }
      bytes += more;
    }
    if (this.#debtors > start) runs.push({ start, end: this.#debtors });
    return runs;
  }
}
