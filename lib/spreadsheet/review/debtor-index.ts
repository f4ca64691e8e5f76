import { IdentificationNumbers } from "./identification-numbers.ts";

/** Rows of no client: their identification is missing or unreadable. */
export const noClient = -1;

/**
 * Which rows belong to which client. A million rows are flat arrays of numbers and one table of identifications;
 * a list per client would cost three times as much. Rows that an edit moves are kept aside.
 */
export class ClientIndex {
  readonly #numbers: IdentificationNumbers;
  readonly #clientOfRow: Int32Array;
  #starts = new Uint32Array(1);
  #rows = new Uint32Array(0);
  readonly #moved = new Map<number, number[]>();

  /** `expected`: how many clients there may be, where that is known. */
  constructor(rowCount: number, expected = 0) {
    this.#numbers = new IdentificationNumbers(expected);
    this.#clientOfRow = new Int32Array(rowCount).fill(noClient);
  }

  get clientCount(): number {
    return this.#numbers.size;
  }

  /** The number of a client; a new one gets the next. */
  numberOf(identification: string | null): number {
    return identification === null ? noClient : this.#numbers.numberOf(identification);
  }

  /** The same for an identification that is `key` in plain digits. */
  numberOfKey(key: number): number {
    return this.#numbers.numberOfKey(key);
  }

  /** The client whose identification is `key` in plain digits. */
  clientOfKey(key: number): number {
    return this.#numbers.find(key);
  }

  /** The clients whose identifications are not plain digits, or have leading zeros. */
  unlikeNumbers(): ReadonlyMap<string, number> {
    return this.#numbers.others;
  }

  clientOf(row: number): number {
    return this.#clientOfRow[row] ?? noClient;
  }

  /** Says whose row it is, before `close`. */
  assign(row: number, client: number): void {
    this.#clientOfRow[row] = client;
  }

  /** Sorts the rows by client (counting sort, so rows stay ascending within each). */
  close(): void {
    const starts = new Uint32Array(this.#numbers.size + 1);
    const clientOfRow = this.#clientOfRow;
    for (let row = 0; row < clientOfRow.length; row++) {
      const client = clientOfRow[row] ?? noClient;
      if (client >= 0) starts[client + 1] = (starts[client + 1] ?? 0) + 1;
    }
    for (let client = 1; client < starts.length; client++)
      starts[client] = (starts[client] ?? 0) + (starts[client - 1] ?? 0);
    const next = starts.slice();
    this.#rows = new Uint32Array(starts.at(-1) ?? 0);
    for (let row = 0; row < clientOfRow.length; row++) {
      const client = clientOfRow[row] ?? noClient;
      if (client < 0) continue;
      const at = next[client] ?? 0;
      this.#rows[at] = row;
      next[client] = at + 1;
    }
    this.#starts = starts;
  }

  /** A client's first row, or -1 where it has none. Makes no list of the others. */
  firstRowOf(client: number): number {
    const moved = this.#moved.get(client);
    if (moved !== undefined) return moved[0] ?? -1;
    const start = this.#starts[client] ?? 0;
    return start < (this.#starts[client + 1] ?? start) ? (this.#rows[start] ?? -1) : -1;
  }

  /** How many rows a client has. */
  sizeOf(client: number): number {
    return this.#moved.get(client)?.length ?? (this.#starts[client + 1] ?? 0) - (this.#starts[client] ?? 0);
  }

  /** A client's rows, ascending. */
  rowsOf(client: number): ArrayLike<number> {
    const moved = this.#moved.get(client);
    if (moved !== undefined) return moved;
    return this.#rows.subarray(this.#starts[client] ?? 0, this.#starts[client + 1] ?? this.#starts[client] ?? 0);
  }

  /** Moves a row to another client after `close`. */
  move(row: number, to: number): void {
    const from = this.clientOf(row);
    if (from === to) return;
    if (from !== noClient)
      this.#moved.set(
        from,
        Array.from(this.rowsOf(from)).filter((other) => other !== row),
      );
    if (to !== noClient)
      this.#moved.set(
        to,
        [...Array.from(this.rowsOf(to)), row].sort((left, right) => left - right),
      );
    this.#clientOfRow[row] = to;
  }
}
