import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowGlance } from "#lib/domain/fast/compile-row-glance.ts";
import type { RowGlance } from "#lib/domain/fast/row-glance.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { type ClientIndex, noClient } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import { RowSet } from "./row-set.ts";
import type { SharedObligations } from "./shared-obligations.ts";

/**
 * Goes over all rows once, in the order of the file, and finds the clients of whom there is nothing to say: every row plain, all saying the
 * same of the client, each with an obligation of its own. These are whole, and what they owe is known. Nobody makes texts of their
 * cells, or visits their rows, which lie all over the file, once more.
 */
export class FirstLook {
  readonly #rows: EditedRows;
  readonly #clients: ClientIndex;
  readonly #shared: SharedObligations | null;
  readonly #identify: (row: number) => string | null;
  readonly #glance: RowGlance | null;
  readonly #placed = new PlacedRow();
  readonly #doubted: RowSet;
  /** By client: cents of its rows, and what the first of them says of it. */
  readonly #cents: Float64Array;
  readonly #digests: Int32Array;

  constructor(
    rows: EditedRows,
    context: DerivationContext,
    clients: ClientIndex,
    shared: SharedObligations | null,
    identify: (row: number) => string | null,
  ) {
    const { rowCount } = rows.table;
    this.#rows = rows;
    this.#clients = clients;
    this.#shared = shared;
    this.#identify = identify;
    this.#glance = shared === null ? null : compileRowGlance(context);
    // There are no more clients than rows.
    this.#doubted = new RowSet(rowCount);
    this.#cents = new Float64Array(this.#glance === null ? 0 : rowCount);
    this.#digests = new Int32Array(this.#glance === null ? 0 : 2 * rowCount);
  }

  /** Looks at a row, and says and notes whose it is. */
  take(row: number): number {
    const clients = this.#clients;
    const known = clients.clientCount;
    const placed = this.#placed;
    const glance = this.#rows.isEdited(row) ? null : this.#glance;
    if (glance !== null) this.#rows.table.place(row, placed);
    const key = glance?.identificationOf(placed) ?? 0;
    const client = key > 0 ? clients.numberOfKey(key) : clients.numberOf(this.#identify(row));
    clients.assign(row, client);
    if (client === noClient) {
      this.#shared?.assign(row, null);
      return client;
    }
    if (glance?.isPlain(placed) !== true) {
      this.#shared?.assign(row, null);
      this.#doubted.add(client);
      return client;
    }
    if (this.#shared?.assign(row, placed) === true) this.#doubted.add(client);
    const at = 2 * client;
    if (client === known) {
      this.#digests[at] = glance.digest1;
      this.#digests[at + 1] = glance.digest2;
    } else if (this.#digests[at] !== glance.digest1 || this.#digests[at + 1] !== glance.digest2) {
      this.#doubted.add(client);
    }
    this.#cents[client] = (this.#cents[client] ?? 0) + glance.balanceCents;
    return client;
  }

  /** Says that a client's rows are to be read after all. Those of nobody are always. */
  doubt(client: number): void {
    if (client !== noClient) this.#doubted.add(client);
  }

  isWhole(client: number): boolean {
    return !this.#doubted.has(client) && Number.isSafeInteger(this.#cents[client]);
  }

  /** What a whole client owes. */
  centsOf(client: number): number {
    return this.#cents[client] ?? 0;
  }
}
