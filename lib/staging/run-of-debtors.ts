import type { DebtorOrder } from "./debtor-order.ts";

export interface StagedRowText {
  readonly row: number;
  /** Its JSON line, UTF-8. */
  readonly source: Buffer;
}

/** Some rows in the order of the file. A line is cut out only when it is read. */
export interface StagedRows {
  readonly count: number;
  row(index: number): number;
  readonly source: { at(index: number): Buffer };
}

/** Groups the rows of a run of debtors by debtor. Has no object per row: two numbers say where each row is. */
export class RunOfDebtors {
  readonly #order: DebtorOrder;
  readonly #start: number;
  /** Where each debtor's rows begin in the arrays below; one more entry for the end. */
  readonly #places: Int32Array;
  readonly #filled: Int32Array;
  readonly #pieceOf: Int32Array;
  readonly #indexOf: Int32Array;
  readonly #pieces: StagedRows[] = [];

  /** `end` is exclusive. */
  constructor(order: DebtorOrder, start: number, end: number) {
    this.#order = order;
    this.#start = start;
    this.#places = new Int32Array(end - start + 1);
    for (let debtor = start, rows = 0; debtor < end; debtor++) {
      rows += order.rowsOf(debtor);
      this.#places[debtor - start + 1] = rows;
    }
    const rowCount = this.#places.at(-1) ?? 0;
    this.#filled = this.#places.slice();
    this.#pieceOf = new Int32Array(rowCount);
    this.#indexOf = new Int32Array(rowCount);
  }

  /** Adds rows, all of debtors of this run. */
  add(rows: StagedRows): void {
    const piece = this.#pieces.push(rows) - 1;
    for (let index = 0; index < rows.count; index++) {
      const debtor = this.#order.debtorOf(rows.row(index)) - this.#start;
      const place = this.#filled[debtor] ?? 0;
      this.#pieceOf[place] = piece;
      this.#indexOf[place] = index;
      this.#filled[debtor] = place + 1;
    }
  }

  /** The rows of one debtor after the other. */
  *inOrder(): Generator<readonly StagedRowText[]> {
    for (let debtor = 0; debtor + 1 < this.#places.length; debtor++) {
      const rows: StagedRowText[] = [];
      for (let place = this.#places[debtor] ?? 0; place < (this.#places[debtor + 1] ?? 0); place++) {
        const piece = this.#pieces[this.#pieceOf[place] ?? 0];
        const index = this.#indexOf[place] ?? 0;
        if (piece !== undefined) {
          rows.push({ row: piece.row(index), source: piece.source.at(index) });
        }
      }
      yield rows;
    }
  }
}
