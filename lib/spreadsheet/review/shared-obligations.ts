import { obligationIdField } from "#lib/domain/fields/catalogue.ts";
import { compileObligationReader } from "#lib/domain/portfolio/compile-obligation-reader.ts";
import type { CheckedRow } from "#lib/domain/portfolio/debtor.ts";
import type { OneCellReader } from "#lib/domain/portfolio/one-cell-reader.ts";
import { type Issue, issueSeverities } from "#lib/domain/validation/issue.ts";
import type { DerivationContext } from "../workbench-protocol.ts";
import { ClientIndex, noClient } from "./client-index.ts";
import type { EditedRows } from "./edited-rows.ts";

const code = "obligation_of_two_clients";
const none: readonly Issue[] = Object.freeze([]);

/**
 * Obligations that stand under two clients, told on the later rows; shared debts exist, so it is a warning. Rows are indexed by the
 * digest of their obligation's number: a million numbers with letters would cost a hundred megabytes as texts. What the digests
 * say is held against the cells before anybody is told.
 */
export class SharedObligations {
  readonly #rows: EditedRows;
  readonly #clients: ClientIndex;
  readonly #reader: OneCellReader;
  readonly #identify: (row: number) => string | null;
  readonly #index: ClientIndex;

  constructor(rows: EditedRows, clients: ClientIndex, reader: OneCellReader, identify: (row: number) => string | null) {
    this.#rows = rows;
    this.#clients = clients;
    this.#reader = reader;
    this.#identify = identify;
    this.#index = new ClientIndex(rows.table.rowCount);
  }

  /** Takes a client's rows in, before `close`; until then nobody is told anything. */
  assign(rows: readonly CheckedRow[]): void {
    for (const { row, obligations } of rows) {
      const id = obligations[0]?.get("id");
      if (id !== undefined) this.#index.assign(row, this.#index.numberOf(digestOf(id)));
    }
  }

  close(): void {
    this.#index.close();
  }

  /** The number of a row's obligation as its cell says now; noClient for none. */
  numberOf(row: number): number {
    const id = this.#idOf(row);
    return id === null ? noClient : this.#index.numberOf(digestOf(id));
  }

  /** Moves a row to another obligation, after `close`. */
  move(row: number, to: number): void {
    this.#index.move(row, to);
  }

  /** The rows whose warnings may change with this row: all of its obligation where it is the first, itself elsewhere. */
  dependents(row: number, obligation: number): ArrayLike<number> {
    const first = this.#index.firstRowOf(obligation);
    return first < 0 || row > first ? [] : this.#index.rowsOf(obligation);
  }

  obligationOf(row: number): number {
    return this.#index.clientOf(row);
  }

  /** The warnings on a client's rows. */
  issuesOf(rows: readonly CheckedRow[]): readonly Issue[] {
    let issues: Issue[] | null = null;
    for (const { row } of rows) {
      const issue = this.issueOf(row);
      if (issue !== null) issues = [...(issues ?? []), issue];
    }
    return issues ?? none;
  }

  issueOf(row: number): Issue | null {
    const own = this.#index.clientOf(row);
    const first = own === noClient ? row : this.#index.firstRowOf(own);
    if (first < 0 || first === row || this.#clients.clientOf(first) === this.#clients.clientOf(row)) return null;
    const obligation = this.#idOf(row);
    const other = this.#identify(first);
    if (obligation === null || other === null || this.#idOf(first) !== obligation) return null;
    const params = { obligation, other };
    return {
      row,
      column: this.#reader.column,
      field: obligationIdField,
      code,
      severity: issueSeverities[code],
      params,
    };
  }

  #idOf(row: number): string | null {
    const { column } = this.#reader;
    return this.#reader.read(this.#rows.text(row, column), this.#rows.kind(row, column));
  }
}

/** Null where rows have several obligations or the number takes more than one column to tell. */
export function sharedObligations(
  context: DerivationContext,
  rows: EditedRows,
  clients: ClientIndex,
  identify: (row: number) => string | null,
): SharedObligations | null {
  const reader = compileObligationReader(context);
  return reader === null ? null : new SharedObligations(rows, clients, reader, identify);
}

const plain = /^[1-9]\d{0,14}$/;

/** A text of up to 15 digits for any text, as the index keeps them best. */
function digestOf(id: string): string {
  if (plain.test(id)) return id;
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let at = 0; at < id.length; at++) {
    const unit = id.charCodeAt(at);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 ^= h1 >>> 16;
  h2 ^= h2 >>> 15;
  return String(1 + (h2 >>> 0) * 0x10000 + (h1 & 0xffff));
}
