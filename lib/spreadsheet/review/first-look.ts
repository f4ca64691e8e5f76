import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { compileRowGlance, type RowGlance } from "#lib/domain/fast/fast-path.ts";
import { PlacedRow } from "#lib/domain/table/placed-row.ts";
import { type DebtorIndex, noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import { RowSet } from "./row-set.ts";
import type { SharedObligations } from "./shared-obligations.ts";

/**
 * Looks at all rows once, in file order, and finds debtors without issues: every row is plain, all rows agree
 * about the debtor, each has an obligation of its own. Such a debtor is whole and its balance known: nobody
 * makes texts of its cells or visits its rows again (decision 19).
 */
export class FirstLook {
  readonly #rows: EditedRows;
  readonly #debtors: DebtorIndex;
  readonly #shared: SharedObligations | null;
  readonly #identify: (row: number) => string | null;
  readonly #glance: RowGlance | null;
  readonly #placed = new PlacedRow();
  readonly #doubted: RowSet;
  /** By debtor: the cents of its rows, and two digests of what its first row says about the debtor. */
  readonly #cents: Float64Array;
  readonly #digests: Int32Array;

  constructor(
    rows: EditedRows,
    context: DerivationContext,
    debtors: DebtorIndex,
    shared: SharedObligations | null,
    identify: (row: number) => string | null,
  ) {
    const { rowCount } = rows.table;
    this.#rows = rows;
    this.#debtors = debtors;
    this.#shared = shared;
    this.#identify = identify;
    this.#glance = shared === null ? null : compileRowGlance(context);
    // There are no more debtors than rows.
    this.#doubted = new RowSet(rowCount);
    this.#cents = new Float64Array(this.#glance === null ? 0 : rowCount);
    this.#digests = new Int32Array(this.#glance === null ? 0 : 2 * rowCount);
  }

  /** Looks at a row, assigns it to its debtor and returns that; `noDebtor` if no identification can be read. */
  take(row: number): number {
    const debtors = this.#debtors;
    const known = debtors.debtorCount;
    const placed = this.#placed;
    const glance = this.#glance;
    if (glance !== null) this.#rows.place(row, placed);
    const key = glance?.identificationOf(placed) ?? 0;
    const debtor = key > 0 ? debtors.numberOfKey(key) : debtors.numberOf(this.#identify(row));
    debtors.assign(row, debtor);
    if (debtor === noDebtor) {
      this.#shared?.assign(row, null);
      return debtor;
    }
    glance?.digest(placed);
    // A row that was not plain has left no digests, but then its debtor is in doubt already.
    const isAlike = glance !== null && debtor < known && this.#isAlike(debtor, glance);
    if (glance?.isPlain(placed, isAlike) !== true) {
      this.#shared?.assign(row, null);
      this.#doubted.add(debtor);
      return debtor;
    }
    if (this.#shared?.assign(row, placed) === true) this.#doubted.add(debtor);
    if (debtor === known) {
      this.#digests[2 * debtor] = glance.digest1;
      this.#digests[2 * debtor + 1] = glance.digest2;
    } else if (!isAlike) this.#doubted.add(debtor);
    this.#cents[debtor] = (this.#cents[debtor] ?? 0) + glance.balanceCents;
    return debtor;
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
