import type { ClientOrder } from "./debtor-order.ts";

export interface StagedRowText {
  readonly row: number;
  /** Its JSON line, UTF-8. */
  readonly source: Buffer;
}

/** Some rows, in the order of the file. Their lines are cut out when they are asked for. */
export interface StagedRows {
  readonly count: number;
  row(index: number): number;
  readonly source: { at(index: number): Buffer };
}

/** Brings the rows of some neighbouring clients together, without an object for each row: two numbers say where it is. */
export class RunOfClients {
  readonly #order: ClientOrder;
  readonly #start: number;
  /** Where each client's rows begin below, and at the end where one more client's would. */
  readonly #places: Int32Array;
  readonly #filled: Int32Array;
  readonly #pieceOf: Int32Array;
  readonly #indexOf: Int32Array;
  readonly #pieces: StagedRows[] = [];

  /** `end` is not in it. */
  constructor(order: ClientOrder, start: number, end: number) {
    this.#order = order;
    this.#start = start;
    this.#places = new Int32Array(end - start + 1);
    for (let client = start, rows = 0; client < end; client++) {
      rows += order.rowsOf(client);
      this.#places[client - start + 1] = rows;
    }
    const rowCount = this.#places.at(-1) ?? 0;
    this.#filled = this.#places.slice();
    this.#pieceOf = new Int32Array(rowCount);
    this.#indexOf = new Int32Array(rowCount);
  }

  /** More rows; all of them must be of clients of this run. */
  add(rows: StagedRows): void {
    const piece = this.#pieces.push(rows) - 1;
    for (let index = 0; index < rows.count; index++) {
      const client = this.#order.clientOf(rows.row(index)) - this.#start;
      const place = this.#filled[client] ?? 0;
      this.#pieceOf[place] = piece;
      this.#indexOf[place] = index;
      this.#filled[client] = place + 1;
    }
  }

  /** Client by client. */
  *inOrder(): Generator<readonly StagedRowText[]> {
    for (let client = 0; client + 1 < this.#places.length; client++) {
      const rows: StagedRowText[] = [];
      for (let place = this.#places[client] ?? 0; place < (this.#places[client + 1] ?? 0); place++) {
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
