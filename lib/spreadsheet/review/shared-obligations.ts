import { compileObligationReaders } from "#lib/domain/portfolio/compile-obligation-readers.ts";
import type { CheckedRow } from "#lib/domain/portfolio/debtor.ts";
import type { OneCellReader } from "#lib/domain/portfolio/one-cell-reader.ts";
import { sharedObligationIssue, sharedObligationSeverity } from "#lib/domain/portfolio/shared-obligation-issue.ts";
import type { Issue, Severity } from "#lib/domain/validation/issue.ts";
import type { DerivationContext } from "../workbench-protocol.ts";
import { ClientIndex, noClient } from "./client-index.ts";
import type { EditedRows } from "./edited-rows.ts";

const none: readonly Issue[] = Object.freeze([]);

/**
 * Obligations that stand under two clients, told on all of their rows. A row has a slot for each obligation it may have; slots are
 * indexed by the digest of their number: a million numbers with letters would cost a hundred megabytes as texts. What the digests say
 * is held against the cells before anybody is told.
 */
export class SharedObligations {
  /** Such clients are left out, so that whose obligations are shared must be known before any client is judged. */
  readonly isDeciding: boolean;
  readonly #rows: EditedRows;
  readonly #clients: ClientIndex;
  readonly #readers: readonly OneCellReader[];
  readonly #identify: (row: number) => string | null;
  readonly #severity: Severity;
  readonly #index: ClientIndex;

  constructor(
    rows: EditedRows,
    clients: ClientIndex,
    readers: readonly OneCellReader[],
    identify: (row: number) => string | null,
    severity: Severity,
  ) {
    this.#rows = rows;
    this.#clients = clients;
    this.#readers = readers;
    this.#identify = identify;
    this.#severity = severity;
    this.isDeciding = severity === "error";
    this.#index = new ClientIndex(rows.table.rowCount * readers.length);
  }

  /** Takes a client's rows in, before `close`; until then nobody is told anything. */
  assign(rows: readonly CheckedRow[]): void {
    for (const { row, obligations } of rows) {
      if (this.#readers.length > 1) this.assignRow(row);
      else this.#assignSlot(row, obligations[0]?.get("id") ?? null);
    }
  }

  /** Takes a row of some client in by its cells alone, before `close`. */
  assignRow(row: number): void {
    for (let place = 0; place < this.#readers.length; place++)
      this.#assignSlot(row * this.#readers.length + place, this.#idOf(row, place));
  }

  close(): void {
    this.#index.close();
  }

  /** The numbers of a row's obligations as its cells say now, by place; noClient for none. */
  numbersOf(row: number): readonly number[] {
    return this.#readers.map((_, place) => this.#numberOf(this.#idOf(row, place)));
  }

  /** Moves a row to other obligations, after `close`. */
  move(row: number, numbers: readonly number[]): void {
    for (const [place, number] of numbers.entries()) this.#index.move(row * this.#readers.length + place, number);
  }

  /** The rows whose warnings may change when a row's obligations become these. */
  dependents(row: number, numbers: readonly number[]): number[] {
    const before = this.#readers.map((_, place) => this.#index.clientOf(row * this.#readers.length + place));
    const changed = new Set([...before, ...numbers]);
    changed.delete(noClient);
    return [...changed].flatMap((number) => this.#dependentsOn(row, number));
  }

  /** The warnings on a client's rows. */
  issuesOf(rows: readonly CheckedRow[]): readonly Issue[] {
    let issues: readonly Issue[] = none;
    for (const { row } of rows) {
      const own = this.issuesOfRow(row);
      if (own.length > 0) issues = issues.length === 0 ? own : [...issues, ...own];
    }
    return issues;
  }

  issuesOfRow(row: number): readonly Issue[] {
    let issues: Issue[] | null = null;
    for (let place = 0; place < this.#readers.length; place++) {
      const number = this.#index.clientOf(row * this.#readers.length + place);
      if (number === noClient || this.#index.sizeOf(number) < 2) continue;
      const issue = this.#issueAt(row, place, number);
      if (issue !== null) issues = [...(issues ?? []), issue];
    }
    return issues ?? none;
  }

  #issueAt(row: number, place: number, number: number): Issue | null {
    const obligation = this.#idOf(row, place);
    if (obligation === null) return null;
    const client = this.#clients.clientOf(row);
    const slots = this.#index.rowsOf(number);
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      const other = this.#rowOf(slot);
      if (this.#clients.clientOf(other) === client || this.#idOf(other, slot % this.#readers.length) !== obligation)
        continue;
      const identification = this.#identify(other);
      if (identification === null) continue;
      const column = this.#readers[place]?.column ?? null;
      return sharedObligationIssue({ row, column, severity: this.#severity }, obligation, identification);
    }
    return null;
  }

  /**
   * Everybody is told of the first row that is not their client's: of the obligation's first row, or, its own client, of the first one of
   * another. Rows after both are in nobody's warning.
   */
  #dependentsOn(row: number, number: number): number[] {
    const slots = this.#index.rowsOf(number);
    const first = this.#rowOf(slots[0] ?? 0);
    let second = 0;
    while (second < slots.length && this.#clientAt(slots[second] ?? 0) === this.#clients.clientOf(first)) second++;
    const isToldOf = second === slots.length || row <= this.#rowOf(slots[second] ?? 0);
    return isToldOf ? Array.from(slots, (slot) => this.#rowOf(slot)) : [];
  }

  #assignSlot(slot: number, id: string | null): void {
    if (id !== null) this.#index.assign(slot, this.#numberOf(id));
  }

  #numberOf(id: string | null): number {
    return id === null ? noClient : this.#index.numberOf(digestOf(id));
  }

  #clientAt(slot: number): number {
    return this.#clients.clientOf(this.#rowOf(slot));
  }

  #rowOf(slot: number): number {
    return Math.floor(slot / this.#readers.length);
  }

  #idOf(row: number, place: number): string | null {
    const reader = this.#readers[place];
    if (reader === undefined) return null;
    return reader.read(this.#rows.text(row, reader.column), this.#rows.kind(row, reader.column));
  }
}

/** Null where an obligation's number takes more than one column, or none, to tell. */
export function sharedObligations(
  context: DerivationContext,
  rows: EditedRows,
  clients: ClientIndex,
  identify: (row: number) => string | null,
): SharedObligations | null {
  const readers = compileObligationReaders(context);
  if (readers.length === 0) return null;
  return new SharedObligations(rows, clients, readers, identify, sharedObligationSeverity(context.mapping));
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
