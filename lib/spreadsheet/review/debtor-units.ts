import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import type { CorrectedReport } from "#lib/domain/correction/correction.ts";
import { assembleDebtor } from "#lib/domain/debtors/assemble-debtor.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import { offerOriginals } from "./offer-originals.ts";
import type { Unit } from "./review-counts.ts";
import type { RowIndex } from "./row-index.ts";

/** Units kept after they were derived for display: scrolling needs the same ones again. */
const rememberedUnits = 500;

type ReadRow = (row: number, source: ReturnType<EditedRows["sourceRow"]>) => CheckedRow;

/** Reads and judges single debtors by their current cells, with the code that the server derives them with. */
export class DebtorUnits {
  readonly #rows: EditedRows;
  readonly #context: DerivationContext;
  readonly #correction: CorrectedReport | null;
  readonly #index: RowIndex;
  readonly #read: ReadRow;
  readonly #remembered = new Map<number, Unit>();

  /** `read`: the row reader of the context. */
  constructor(
    rows: EditedRows,
    context: DerivationContext,
    correction: CorrectedReport | null,
    index: RowIndex,
    read: ReadRow,
  ) {
    this.#rows = rows;
    this.#context = context;
    this.#correction = correction;
    this.#index = index;
    this.#read = read;
  }

  /** A row that belongs to no debtor. */
  ofNobody(row: number): Unit {
    return { rows: [this.#readRow(row)], verdict: ofNobody };
  }

  /** The debtor of these rows: all rows of one identification. */
  of(rows: ArrayLike<number>): Unit {
    const checked = this.#readAll(rows);
    const across = this.#issuesAcross(checked);
    const correction = this.#correction;
    if (correction === null) return { rows: checked, verdict: judgeDebtor(checked, this.#context, across) };
    return { rows: checked, verdict: assembleCorrected(checked, this.#context, correction, across) };
  }

  /** The unit that a row belongs to; kept for a while. */
  at(row: number): Unit {
    const debtor = this.#index.debtors.debtorOf(row);
    if (debtor === noDebtor) return this.ofNobody(row);
    const remembered = this.#remembered.get(debtor);
    if (remembered !== undefined) return remembered;
    const unit = this.of(this.#index.debtors.rowsOf(debtor));
    if (this.#remembered.size >= rememberedUnits) this.#remembered.clear();
    this.#remembered.set(debtor, unit);
    return unit;
  }

  /** What is sent of a row's debtor, byte for byte; null if it is not sent. */
  payloadAt(row: number): string | null {
    const { rows } = this.at(row);
    const across = this.#issuesAcross(rows);
    const correction = this.#correction;
    const assembled =
      correction === null
        ? assembleDebtor(rows, this.#context, across)
        : assembleCorrected(rows, this.#context, correction, across);
    return assembled.debtor?.payload ?? null;
  }

  /** Cells are about to change. */
  forget(): void {
    this.#remembered.clear();
  }

  #readAll(rows: ArrayLike<number>): CheckedRow[] {
    const checked: CheckedRow[] = [];
    for (let at = 0; at < rows.length; at++) checked.push(this.#readRow(rows[at] ?? 0));
    return checked;
  }

  #readRow(row: number): CheckedRow {
    const checked = this.#read(row, this.#rows.sourceRow(row));
    return this.#correction === null ? checked : offerOriginals(checked, this.#correction.renumberedIn(row));
  }

  #issuesAcross(rows: readonly CheckedRow[]): readonly Issue[] {
    return [...(this.#index.shared?.issuesOf(rows) ?? []), ...this.#index.lookAlikes.issuesOf(rows)];
  }
}
