/**
 * Clients in the order of their first rows, and where in that order they are cut into runs that fit in memory.
 * It remembers a number for each row and a name for each client: some 50 MB for a file of a million rows.
 */
export class ClientOrder {
  readonly #clientOfRow: Int32Array;
  readonly #bytesOfClient: Float64Array;
  readonly #rowsOfClient: Int32Array;
  readonly #numbers = new Map<string, number>();
  #rows = 0;
  #clients = 0;

  /** `rowCount` must be the number of rows that will be added. */
  constructor(rowCount: number) {
    this.#clientOfRow = new Int32Array(rowCount);
    this.#bytesOfClient = new Float64Array(rowCount);
    this.#rowsOfClient = new Int32Array(rowCount);
  }

  /** The next row: whose it is, and how much text it is. A row without identification is a client of its own. */
  add(identification: string | null, bytes: number): void {
    let client = identification === null ? undefined : this.#numbers.get(identification);
    if (client === undefined) {
      client = this.#clients++;
      if (identification !== null) this.#numbers.set(identification, client);
    }
    this.#clientOfRow[this.#rows++] = client;
    this.#rowsOfClient[client] = this.rowsOf(client) + 1;
    this.#bytesOfClient[client] = (this.#bytesOfClient[client] ?? 0) + bytes;
  }

  /** From 0, by first rows. */
  clientOf(row: number): number {
    const client = this.#clientOfRow[row];
    if (client === undefined) throw new RangeError(`row ${row} was never added`);
    return client;
  }

  rowsOf(client: number): number {
    return this.#rowsOfClient[client] ?? 0;
  }

  /** Runs of clients with at most `maxBytes` of text each; a client beyond that is a run by itself. `end` is not in it. */
  runs(maxBytes: number): readonly { readonly start: number; readonly end: number }[] {
    const runs: { start: number; end: number }[] = [];
    let start = 0;
    let bytes = 0;
    for (let client = 0; client < this.#clients; client++) {
      const more = this.#bytesOfClient[client] ?? 0;
      if (client > start && bytes + more > maxBytes) {
        runs.push({ start, end: client });
        start = client;
        bytes = 0;
      }
      bytes += more;
    }
    if (this.#clients > start) runs.push({ start, end: this.#clients });
    return runs;
  }
}
