import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowGlance, type RowGlance } from "#lib/domain/fast/fast-path.ts";
import type { HeldDebtors } from "#lib/domain/holds/hold.ts";
import { holdKey, numbersOfHold } from "#lib/domain/person/hold-key.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import type { RowIndex } from "./row-index.ts";
import { RowSet } from "./row-set.ts";

/**
 * Looks at all rows once, in file order, and finds debtors without issues: every row is plain, all rows agree
 * about the debtor, each has an obligation of its own. Such a debtor is whole and its balance known: nobody
 * makes texts of its cells or visits its rows again (decision 19).
 */
export class FirstLook {
  readonly #rows: EditedRows;
  readonly #index: RowIndex;
  readonly #glance: RowGlance | null;
  readonly #held: HeldDebtors;
  readonly #country: string;
  readonly #placed = new PlacedRow();
  readonly #doubted: RowSet;
  /** By debtor: the cents of its rows, and two digests of what its first row says about the debtor. */
  readonly #cents: Float64Array;
  readonly #digests: Int32Array;

  /** The index is filled by `take` and `close`, or is right already and stays as it is. */
  constructor(rows: EditedRows, context: DerivationContext, index: RowIndex) {
    const { shared } = index;
    const { rowCount } = rows.table;
    this.#rows = rows;
    this.#index = index;
    this.#held = context.held ?? new Map();
    this.#country = context.country;
    this.#glance = shared === null ? null : compileRowGlance(context);
    // There are no more debtors than rows, but for some that edits made: those are never whole.
    this.#doubted = new RowSet(rowCount);
    this.#cents = new Float64Array(this.#glance === null ? 0 : rowCount);
    this.#digests = new Int32Array(this.#glance === null ? 0 : 2 * rowCount);
  }

  /** Looks at a row, assigns it to its debtor and returns that; `noDebtor` if no identification can be read. */
  take(row: number): number {
    const { debtors, shared, identify } = this.#index;
    const known = debtors.debtorCount;
    const placed = this.#placed;
    const glance = this.#glance;
    if (glance !== null) this.#rows.place(row, placed);
    const key = glance?.identificationOf(placed) ?? 0;
    const debtor = key > 0 ? debtors.numberOfKey(key) : debtors.numberOf(identify(row));
    debtors.assign(row, debtor);
    if (debtor === noDebtor) {
      shared?.assign(row, null);
      return debtor;
    }
    glance?.digest(placed);
    // A row that was not plain has left no digests, but then its debtor is in doubt already.
    const isAlike = glance !== null && debtor < known && this.#isAlike(debtor, glance);
    if (glance?.isPlain(placed, isAlike) !== true) {
      shared?.assign(row, null);
      this.#doubted.add(debtor);
      return debtor;
    }
    if (shared?.assign(row, placed) === true) this.#doubted.add(debtor);
    if (debtor === known) {
      this.#digests[2 * debtor] = glance.digest1;
      this.#digests[2 * debtor + 1] = glance.digest2;
    } else if (!isAlike) this.#doubted.add(debtor);
    this.#cents[debtor] = (this.#cents[debtor] ?? 0) + glance.balanceCents;
    return debtor;
  }

  /** The same for a row whose debtor and obligations are in the index already. */
  takeKnown(row: number): number {
    const { debtors, shared } = this.#index;
    const debtor = debtors.debtorOf(row);
    const glance = this.#glance;
    if (debtor === noDebtor) return debtor;
    if (glance === null || shared === null) {
      this.#doubted.add(debtor);
      return debtor;
    }
    this.#rows.place(row, this.#placed);
    glance.digest(this.#placed);
    const isFirst = debtors.firstRowOf(debtor) === row;
    const isAlike = !isFirst && this.#isAlike(debtor, glance);
    if (!glance.isPlain(this.#placed, isAlike) || !(isFirst || isAlike) || !shared.isAlone(row)) {
      this.#doubted.add(debtor);
      return debtor;
    }
    if (isFirst) {
      this.#digests[2 * debtor] = glance.digest1;
      this.#digests[2 * debtor + 1] = glance.digest2;
    }
    this.#cents[debtor] = (this.#cents[debtor] ?? 0) + glance.balanceCents;
    return debtor;
  }

  /** Sorts the rows that were taken, and doubts the debtors that only show across rows. */
  close(): void {
    const { debtors, shared, lookAlikes } = this.#index;
    debtors.close();
    shared?.close();
    if (shared?.isEachOnce === false) {
      for (let row = 0; row < this.#rows.table.rowCount; row++)
        if (shared.issuesOfRow(row).length > 0) this.doubt(debtors.debtorOf(row));
    }
    for (const debtor of lookAlikes.close()) this.doubt(debtor);
  }

  /** Doubts the debtors that look like another, after `takeKnown`. */
  doubtLookAlikes(): void {
    const { debtors, lookAlikes } = this.#index;
    for (const [identification, debtor] of debtors.unlikeNumbers()) {
      const alike = lookAlikes.of(identification);
      if (alike.length > 0) for (const other of [debtor, ...alike]) this.doubt(other);
    }
  }

  /** Doubts the debtors who are kept out of every load, after the rows were taken. */
  doubtHeld(): void {
    const { debtors } = this.#index;
    if (this.#held.size === 0) return;
    for (const key of this.#held.keys())
      for (const number of numbersOfHold(key, this.#country)) this.doubt(debtors.find(number));
    for (const [identification, debtor] of debtors.unlikeNumbers())
      if (this.#held.has(holdKey(identification, this.#country))) this.doubt(debtor);
  }

  #isAlike(debtor: number, { digest1, digest2 }: RowGlance): boolean {
    return this.#digests[2 * debtor] === digest1 && this.#digests[2 * debtor + 1] === digest2;
  }

  /** Has a debtor's rows read after all. Rows without a debtor are always read. */
  doubt(debtor: number): void {
    if (debtor !== noDebtor) this.#doubted.add(debtor);
  }

  isWhole(debtor: number): boolean {
    return !this.#doubted.has(debtor) && Number.isSafeInteger(this.#cents[debtor]);
  }

  /** The cents that a whole debtor owes. */
  centsOf(debtor: number): number {
    return this.#cents[debtor] ?? 0;
  }
}
