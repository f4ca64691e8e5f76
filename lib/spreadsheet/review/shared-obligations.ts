import { plainNumber } from "#lib/domain/cleaning/whole-digits.ts";
import { compileObligationReaders } from "#lib/domain/debtors/compile-obligation-readers.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import type { OneCellReader } from "#lib/domain/debtors/one-cell-reader.ts";
import {
  sharedObligationIssue,
  sharedObligationSeverity,
  unownedObligationIssue,
} from "#lib/domain/debtors/shared-obligation-issue.ts";
import { obligationIdField } from "#lib/domain/fields/catalogue.ts";
import { type OtherHeader, otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { PlacedRow } from "#lib/domain/table/placed-row.ts";
import type { Issue, Severity } from "#lib/domain/validation/issue.ts";
import { DebtorIndex, noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";

const none: readonly Issue[] = Object.freeze([]);

/**
 * Obligations of two debtors, with an issue on all of their rows, and obligations of a debtor that are also
 * in a row without a debtor, with an issue on the debtor's rows. A row has a slot for each obligation that it
 * can have. Slots are indexed by a digest of the obligation's number: a million numbers with letters would
 * take 100 MB as texts. Equal digests are compared with the cells before an issue is made.
 */
export class SharedObligations {
  readonly #rows: EditedRows;
  readonly #debtors: DebtorIndex;
  readonly #readers: readonly OneCellReader[];
  readonly #identify: (row: number) => string | null;
  readonly #severity: Severity;
  readonly #otherHeaders: readonly OtherHeader[];
  /** Its rows are our slots, its debtors our obligations. */
  readonly #index: DebtorIndex;
  #assigned = 0;

  constructor(
    rows: EditedRows,
    debtors: DebtorIndex,
    readers: readonly OneCellReader[],
    identify: (row: number) => string | null,
    severity: Severity,
    otherHeaders: readonly OtherHeader[],
  ) {
    this.#rows = rows;
    this.#debtors = debtors;
    this.#readers = readers;
    this.#identify = identify;
    this.#severity = severity;
    this.#otherHeaders = otherHeaders;
    const { rowCount } = rows.table;
    this.#index = new DebtorIndex(rowCount * readers.length, rowCount);
  }

  /** True if no two rows can have the same obligation: all digests differ. */
  get isEachOnce(): boolean {
    return this.#index.debtorCount === this.#assigned;
  }

  /**
   * Adds a row, before `close`; there are no issues until then. Returns whether an earlier row may have the
   * same obligation. If `placed` is set, its cells contain the numbers in clean form, or nothing.
   */
  assign(row: number, placed: PlacedRow | null): boolean {
    let isRepeated = false;
    for (let place = 0; place < this.#readers.length; place++) {
      const column = this.#readers[place]?.column ?? 0;
      const isPlaced = placed !== null && column < placed.count && placed.start(column) < placed.end(column);
      const digest = isPlaced
        ? digestOf(placed.text, placed.start(column), placed.end(column))
        : keyOf(this.#idOf(row, place));
      if (digest === 0) continue;
      const known = this.#index.debtorCount;
      const number = this.#index.numberOfKey(digest);
      this.#index.assign(row * this.#readers.length + place, number);
      this.#assigned++;
      if (number < known) isRepeated = true;
    }
    return isRepeated;
  }

  close(): void {
    this.#index.close();
  }

  /** The numbers of a row's obligations by its current cells, one per slot; `noDebtor` for none. */
  numbersOf(row: number): readonly number[] {
    return this.#readers.map((_, place) => this.#numberOf(this.#idOf(row, place)));
  }

  /** Whether a row has these obligations already. */
  hasNumbers(row: number, numbers: readonly number[]): boolean {
    return numbers.every((number, place) => this.#index.debtorOf(row * this.#readers.length + place) === number);
  }

  /** Gives a row other obligations, after `close`. */
  move(row: number, numbers: readonly number[]): void {
    for (const [place, number] of numbers.entries()) this.#index.move(row * this.#readers.length + place, number);
  }

  /** The rows whose issues may change if a row gets these obligations. */
  dependents(row: number, numbers: readonly number[]): number[] {
    const before = this.#readers.map((_, place) => this.#index.debtorOf(row * this.#readers.length + place));
    const changed = new Set([...before, ...numbers]);
    changed.delete(noDebtor);
    return [...changed].flatMap((number) => this.#dependentsOn(row, number));
  }

  /** The issues on a debtor's rows. */
  issuesOf(rows: readonly CheckedRow[]): readonly Issue[] {
    let issues: readonly Issue[] = none;
    for (const { row } of rows) {
      const own = this.issuesOfRow(row);
      if (own.length > 0) issues = issues.length === 0 ? own : [...issues, ...own];
    }
    return issues;
  }

  /** Whether no other row may have one of the row's obligations, of this debtor or of another. */
  isAlone(row: number): boolean {
    for (let place = 0; place < this.#readers.length; place++) {
      const number = this.#index.debtorOf(row * this.#readers.length + place);
      if (number !== noDebtor && this.#index.sizeOf(number) > 1) return false;
    }
    return true;
  }

  issuesOfRow(row: number): readonly Issue[] {
    let issues: Issue[] | null = null;
    for (let place = 0; place < this.#readers.length; place++) {
      const number = this.#index.debtorOf(row * this.#readers.length + place);
      if (number === noDebtor || this.#index.sizeOf(number) < 2) continue;
      const issue = this.#issueAt(row, place, number);
      if (issue !== null) issues = [...(issues ?? []), issue];
    }
    return issues ?? none;
  }

  #issueAt(row: number, place: number, number: number): Issue | null {
    const obligation = this.#idOf(row, place);
    if (obligation === null) return null;
    const debtor = this.#debtors.debtorOf(row);
    if (debtor === noDebtor) return null;
    const column = this.#readers[place]?.column ?? null;
    let unowned = -1;
    const slots = this.#index.rowsOf(number);
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] ?? 0;
      const other = this.#rowOf(slot);
      if (this.#debtors.debtorOf(other) === debtor || this.#idOf(other, slot % this.#readers.length) !== obligation)
        continue;
      const identification = this.#identify(other);
      if (identification !== null)
        return sharedObligationIssue({ row, column, severity: this.#severity }, obligation, identification);
      if (unowned === -1) unowned = other;
    }
    return unowned === -1
      ? null
      : unownedObligationIssue({ row, column }, obligation, this.#rows.sourceRow(unowned).line);
  }

  /**
   * An issue names the first row of another debtor: that is the obligation's first row or, for that row's own
   * debtor, the first row of a second one. Later rows are named in no issue, unless one of the rows has no
   * debtor.
   */
  #dependentsOn(row: number, number: number): number[] {
    const slots = this.#index.rowsOf(number);
    const first = this.#rowOf(slots[0] ?? 0);
    let second = 0;
    while (second < slots.length && this.#debtorAt(slots[second] ?? 0) === this.#debtors.debtorOf(first)) second++;
    const isToldOf =
      second === slots.length ||
      row <= this.#rowOf(slots[second] ?? 0) ||
      Array.from(slots).some((slot) => this.#debtorAt(slot) === noDebtor);
    return isToldOf ? Array.from(slots, (slot) => this.#rowOf(slot)) : [];
  }

  #numberOf(id: string | null): number {
    return id === null ? noDebtor : this.#index.numberOfKey(keyOf(id));
  }

  #debtorAt(slot: number): number {
    return this.#debtors.debtorOf(this.#rowOf(slot));
  }

  #rowOf(slot: number): number {
    return Math.floor(slot / this.#readers.length);
  }

  /** Null for a row under another header: which obligation it is about is unknown. */
  #idOf(row: number, place: number): string | null {
    const reader = this.#readers[place];
    if (reader === undefined) return null;
    const headers = this.#otherHeaders;
    if (headers.length > 0 && otherHeaderOver(headers, this.#rows.table.line(row)) > 0) return null;
    return reader.read(this.#rows.text(row, reader.column), this.#rows.kind(row, reader.column));
  }
}

/** Null if the number of an obligation is not read from exactly one column. */
export function sharedObligations(
  context: DerivationContext,
  rows: EditedRows,
  debtors: DebtorIndex,
  identify: (row: number) => string | null,
): SharedObligations | null {
  const readers = compileObligationReaders(context, obligationIdField);
  if (readers.length === 0) return null;
  const { mapping } = context;
  const severity = sharedObligationSeverity(mapping);
  return new SharedObligations(rows, debtors, readers, identify, severity, mapping.otherHeaders ?? []);
}

/** A digest of the text from `start` to `end`: a whole number from 1 on, which the index stores best. */
function digestOf(text: string, start: number, end: number): number {
  const key = plainNumber(text, start, end);
  if (key > 0) return key;
  let h1 = 0xdeadbeef;
  let h2 = 0x41c6ce57;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    h1 = Math.imul(h1 ^ unit, 2654435761);
    h2 = Math.imul(h2 ^ unit, 1597334677);
  }
  h1 ^= h1 >>> 16;
  h2 ^= h2 >>> 15;
  return 1 + (h2 >>> 0) * 0x10000 + (h1 & 0xffff);
}

/** The digest of an obligation's number; 0 for null. */
function keyOf(id: string | null): number {
  return id === null ? 0 : digestOf(id, 0, id.length);
}
