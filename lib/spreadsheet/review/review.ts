import type { CorrectedReport } from "#lib/domain/correction/correction.ts";
import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { heldStamp } from "#lib/domain/holds/hold.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import type { RepeatedBalance, ReviewSummary } from "../protocol/review.ts";
import { inOneGo, partOf, type Sliced } from "../sliced.ts";
import { DebtorGlance } from "./debtor-glance.ts";
import { type DebtorIndex, noDebtor } from "./debtor-index.ts";
import { DebtorUnits } from "./debtor-units.ts";
import { EditedBalance } from "./edited-balance.ts";
import type { EditedRows } from "./edited-rows.ts";
import { FilledCells } from "./filled-cells.ts";
import { FirstLook } from "./first-look.ts";
import type { IssueGroups } from "./issue-groups.ts";
import { findRepeatedBalance } from "./repeated-balance.ts";
import { ReviewCounts } from "./review-counts.ts";
import { emptyRowIndex, isKeptBy, type RowIndex } from "./row-index.ts";
import type { RowSet } from "./row-set.ts";
import { type MovedRow, touchedBy } from "./touched-debtors.ts";

/** Rows, then debtors, between two pauses: some 10 ms. */
const sliceRows = 2_000;

/**
 * The result of a mapping: which debtors are sent, which issues their rows have, and the totals. Keeps only
 * counts and sets of rows. A unit's contribution depends only on its rows, so an edit subtracts its debtors'
 * old contributions and adds the new ones.
 */
export class Review {
  readonly errors: RowSet;
  readonly warnings: RowSet;
  readonly leftOut: RowSet;
  readonly groups: IssueGroups;
  readonly debtors: DebtorIndex;
  readonly units: DebtorUnits;
  readonly #counts: ReviewCounts;
  readonly #rows: EditedRows;
  readonly #context: DerivationContext;
  readonly #correction: CorrectedReport | null;
  readonly #index: RowIndex;
  /** Null for a correction, which may keep back a debtor whose rows have no issue. */
  readonly #glance: DebtorGlance | null;
  /** By debtor: the cents of one without issues, NaN of any other. Debtors that edits made are not in it. */
  #cents = new Float64Array(0);
  #repeatedBalance: RepeatedBalance | null = null;
  #filled: FilledCells | null = null;
  #editedBalance: EditedBalance | null = null;
  #revision = 0;

  /** `correction`: set if the rows are those of a corrected report. */
  static of(
    rows: EditedRows,
    context: DerivationContext,
    correction: CorrectedReport | null = null,
    onProgress?: (share: number) => void,
  ): Review {
    return inOneGo(Review.building(rows, context, correction), onProgress);
  }

  /** The same in slices. */
  static building(rows: EditedRows, context: DerivationContext, correction: CorrectedReport | null): Sliced<Review> {
    return Review.#built(new Review(rows, context, correction, null), false);
  }

  static *#built(review: Review, isIndexed: boolean): Sliced<Review> {
    yield* partOf(review.#build(isIndexed), 0, 0.95);
    review.#filled = yield* partOf(FilledCells.counting(review.#rows, review.#context), 0.95, 0.98);
    review.#editedBalance = yield* partOf(EditedBalance.counting(review.#rows, review.#context), 0.98, 1);
    // Of a correction, the question was answered for the upload that it corrects.
    if (review.#correction === null)
      review.#repeatedBalance = findRepeatedBalance(review.#rows, review.debtors, review.#context);
    return review;
  }

  private constructor(
    rows: EditedRows,
    context: DerivationContext,
    correction: CorrectedReport | null,
    index: RowIndex | null,
  ) {
    const { rowCount } = rows.table;
    this.#rows = rows;
    this.#context = context;
    this.#correction = correction;
    const read = compileRowReader(context);
    this.#index = index ?? emptyRowIndex(rows, context, (row) => read(row, rows.sourceRow(row)).identification);
    this.debtors = this.#index.debtors;
    this.units = new DebtorUnits(rows, context, correction, this.#index, read);
    this.#glance = correction === null ? new DebtorGlance(rows, context, this.#index) : null;
    this.#counts = new ReviewCounts(rowCount, correction, context.country);
    ({ errors: this.errors, warnings: this.warnings, leftOut: this.leftOut, groups: this.groups } = this.#counts);
  }

  /** Changes with every edit. */
  get revision(): number {
    return this.#revision;
  }

  /** A new review of the same rows, of which cells in these columns have changed; this one stays as it is. */
  again(columns: ReadonlySet<number>): Sliced<Review> {
    const index = isKeptBy(columns, this.#context) ? this.#index : null;
    const review = new Review(this.#rows, this.#context, this.#correction, index);
    return Review.#built(review, index !== null);
  }

  summary(): Omit<ReviewSummary, "setAside" | "cutOff" | "declared" | "canUndo" | "canRedo" | "report"> {
    return {
      ...this.#counts.summary(),
      filled: this.#filled?.list() ?? [],
      edits: this.#rows.count,
      editedRows: this.#rows.editedRowCount,
      editedBalance: formatCents(BigInt(this.#editedBalance?.cents ?? 0)),
      ...(this.#repeatedBalance === null ? {} : { repeatedBalance: this.#repeatedBalance }),
    };
  }

  /** `CorrectionCounter.figures` of a correction; null if it is none. */
  reportFigures(renamed: Iterable<string>): ReportFigures | null {
    return this.#counts.reportFigures(renamed);
  }

  /** `heldStamp` of the debtors who are kept out of every load. */
  heldStamp(): string {
    return heldStamp(this.#counts.heldKeys());
  }

  /** All issues of a row: its own, and those of its debtor that are on this row. */
  issuesOf(row: number): readonly Issue[] {
    const unit = this.units.at(row);
    const own = unit.rows.find((checked) => checked.row === row)?.issues ?? [];
    const ofDebtor = unit.verdict.issues.filter((issue) => issue.row === row);
    return ofDebtor.length === 0 ? own : [...own, ...ofDebtor];
  }

  /** Writes cells and recounts what they affect: their rows, and these rows' debtors before and after. */
  edit(edits: readonly CellEdit[]): void {
    this.#filled?.add(edits, -1);
    this.#editedBalance?.add(edits, -1);
    const { moves, debtors, steady } = touchedBy(edits, {
      ...this.#index,
      rows: this.#rows,
      glance: this.#glance,
      wholeCents: (debtor) => this.#cents[debtor] ?? Number.NaN,
    });
    this.#revision++;
    this.units.forget();
    this.#subtract(debtors, moves);
    if (moves.length > 0) for (const edit of edits) this.#rows.write(edit);
    this.#filled?.add(edits, 1);
    this.#editedBalance?.add(edits, 1);
    for (const { row, to, obligations } of moves) {
      this.debtors.move(row, to);
      this.#index.shared?.move(row, obligations);
    }
    this.#add(debtors, moves);
    for (const [debtor, cents] of steady) {
      this.#cents[debtor] = (this.#cents[debtor] ?? 0) + cents;
      this.#counts.addCents(cents);
    }
  }

  /**
   * Looks at each row, which also sorts them by debtor unless that is known, then judges the debtors that the
   * look leaves in doubt.
   */
  *#build(isIndexed: boolean): Sliced<void> {
    const { rowCount } = this.#rows.table;
    const look = new FirstLook(this.#rows, this.#context, this.#index);
    for (let from = 0; from < rowCount; from += sliceRows) {
      this.#lookAt(look, isIndexed, from, Math.min(from + sliceRows, rowCount));
      yield (0.6 * from) / rowCount;
    }
    if (isIndexed) look.doubtLookAlikes();
    else look.close();
    look.doubtHeld();
    const { debtorCount } = this.debtors;
    this.#cents = new Float64Array(debtorCount).fill(Number.NaN);
    for (let from = 0; from < debtorCount; from += sliceRows) {
      this.#judgeAll(look, from, Math.min(from + sliceRows, debtorCount));
      yield 0.6 + (0.4 * from) / debtorCount;
    }
  }

  #lookAt(look: FirstLook, isIndexed: boolean, from: number, to: number): void {
    for (let row = from; row < to; row++)
      if ((isIndexed ? look.takeKnown(row) : look.take(row)) === noDebtor)
        this.#counts.add(this.units.ofNobody(row), 1);
  }

  #judgeAll(look: FirstLook, from: number, to: number): void {
    for (let debtor = from; debtor < to; debtor++) {
      const rows = this.debtors.rowsOf(debtor);
      if (rows.length === 0) continue;
      // A correction may keep back a debtor whose rows have no issue, so all its debtors are judged.
      if (this.#correction === null && look.isWhole(debtor)) this.#addWhole(debtor, rows.length, look.centsOf(debtor));
      else this.#counts.add(this.units.of(rows), 1);
    }
  }

  #addWhole(debtor: number, rows: number, cents: number): void {
    this.#counts.addWhole(rows, cents, 1);
    this.#cents[debtor] = cents;
  }

  /** Subtracts what these debtors have counted, and these rows if they have no debtor. The cells are the old ones. */
  #subtract(debtors: ReadonlySet<number>, moves: readonly MovedRow[]): void {
    for (const debtor of debtors) {
      const own = this.debtors.rowsOf(debtor);
      const cents = this.#cents[debtor] ?? Number.NaN;
      if (Number.isNaN(cents)) this.#countRead(own, -1);
      else this.#counts.addWhole(own.length, cents, -1);
      this.#cents[debtor] = Number.NaN;
    }
    this.#countNobodys(moves, -1);
  }

  /** Counts them by the current cells. */
  #add(debtors: ReadonlySet<number>, moves: readonly MovedRow[]): void {
    for (const debtor of debtors) {
      const own = this.debtors.rowsOf(debtor);
      if (own.length === 0) continue;
      const cents = this.#glance?.centsOf(own) ?? Number.NaN;
      if (Number.isNaN(cents)) this.#countRead(own, 1);
      else this.#addWhole(debtor, own.length, cents);
    }
    this.#countNobodys(moves, 1);
  }

  #countRead(rows: ArrayLike<number>, sign: 1 | -1): void {
    if (rows.length > 0) this.#counts.add(this.units.of(rows), sign);
  }

  #countNobodys(moves: readonly MovedRow[], sign: 1 | -1): void {
    for (const { row } of moves)
      if (this.debtors.debtorOf(row) === noDebtor) this.#counts.add(this.units.ofNobody(row), sign);
  }
}
