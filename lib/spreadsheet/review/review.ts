import { assembleCorrected } from "#lib/domain/correction/assemble-corrected.ts";
import type { CorrectedReport } from "#lib/domain/correction/correction.ts";
import { CorrectionCounter } from "#lib/domain/correction/correction-counter.ts";
import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import { compileIdentificationReader } from "#lib/domain/debtors/compile-identification-reader.ts";
import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { type DebtorVerdict, judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { otherHeaderOver } from "#lib/domain/table/other-order.ts";
import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";
import type { RepeatedBalance, ReviewSummary } from "../protocol/review.ts";
import { DebtorIndex, noDebtor } from "./debtor-index.ts";
import type { EditedRows } from "./edited-rows.ts";
import { FilledCells } from "./filled-cells.ts";
import { FirstLook } from "./first-look.ts";
import { IssueGroups } from "./issue-groups.ts";
import { LookAlikeDebtors } from "./look-alike-debtors.ts";
import { offerOriginals } from "./offer-originals.ts";
import { findRepeatedBalance } from "./repeated-balance.ts";
import { RowSet } from "./row-set.ts";
import { type SharedObligations, sharedObligations } from "./shared-obligations.ts";

/** Rows that are sent or left out together: those of one debtor, or a single row without a debtor. */
interface Unit {
  readonly rows: readonly CheckedRow[];
  readonly verdict: DebtorVerdict;
}

/** Rows, then debtors, between two reports of progress. */
const progressRows = 20_000;

/** Units kept after they were derived for display, since scrolling needs the same ones again. */
const rememberedUnits = 500;

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
  readonly #rows: EditedRows;
  readonly #context: DerivationContext;
  readonly #correction: CorrectedReport | null;
  readonly #reported: CorrectionCounter | null;
  readonly #debtors: DebtorIndex;
  readonly #shared: SharedObligations | null;
  readonly #lookAlikes: LookAlikeDebtors;
  readonly #identify: (row: number) => string | null;
  readonly #read: ReturnType<typeof compileRowReader>;
  readonly #totals = new ControlCounter();
  readonly #remembered = new Map<number, Unit>();
  #unidentified = 0;
  readonly #heldBack = new Map<IssueCode, number>();
  readonly #repeatedBalance: RepeatedBalance | null;
  readonly #filled: FilledCells;

  /** `correction`: set if the rows are those of a corrected report. */
  constructor(
    rows: EditedRows,
    context: DerivationContext,
    correction: CorrectedReport | null = null,
    onProgress?: (share: number) => void,
  ) {
    const { rowCount } = rows.table;
    this.#rows = rows;
    this.#context = context;
    this.#correction = correction;
    this.#reported = correction === null ? null : new CorrectionCounter(correction);
    this.#read = compileRowReader(context);
    this.#debtors = new DebtorIndex(rowCount);
    this.#identify = this.#identifier();
    this.#shared = sharedObligations(context, rows, this.#debtors, this.#identify);
    this.#lookAlikes = new LookAlikeDebtors(this.#debtors, this.#identify, context);
    this.errors = new RowSet(rowCount);
    this.warnings = new RowSet(rowCount);
    this.leftOut = new RowSet(rowCount);
    this.groups = new IssueGroups(rowCount);
    this.#build(rowCount, onProgress);
    this.#filled = new FilledCells(rows, context);
    // Of a correction, the question was answered for the upload that it corrects.
    this.#repeatedBalance = correction === null ? findRepeatedBalance(rows, this.#debtors, context) : null;
  }

  summary(): Omit<ReviewSummary, "setAside" | "cutOff" | "declared" | "canUndo" | "canRedo" | "report"> {
    return {
      totals: this.#totals.totals(),
      unidentified: this.#unidentified,
      rowsWithErrors: this.errors.size,
      rowsWithWarnings: this.warnings.size,
      groups: this.groups.list(),
      filled: this.#filled.list(),
      heldBack: Object.fromEntries(this.#heldBack),
      edits: this.#rows.count,
      ...(this.#repeatedBalance === null ? {} : { repeatedBalance: this.#repeatedBalance }),
    };
  }

  /** {@link CorrectionCounter.figures} of a correction; null if it is none. */
  reportFigures(renamed: Iterable<string>): ReportFigures | null {
    return this.#reported?.figures(renamed) ?? null;
  }

  /** All issues of a row: its own, and those of its debtor that are on this row. */
  issuesOf(row: number): readonly Issue[] {
    const unit = this.#unitOf(row);
    const own = unit.rows.find((checked) => checked.row === row)?.issues ?? [];
    const ofDebtor = unit.verdict.issues.filter((issue) => issue.row === row);
    return ofDebtor.length === 0 ? own : [...own, ...ofDebtor];
  }

  /** Writes cells and recounts what they affect: their rows, and these rows' debtors before and after. */
  edit(edits: readonly CellEdit[]): void {
    const rows = new Set(edits.map((edit) => edit.row).filter((row) => row < this.#rows.table.rowCount));
    const before = new Map(
      edits.map(({ row, column }) => [`${row}:${column}`, { row, column, text: this.#rows.text(row, column) }]),
    );
    for (const edit of edits) this.#rows.write(edit);
    const shared = this.#shared;
    const alike = new Set<number>();
    const moves = Array.from(rows, (row) => {
      const { identification } = this.#readRow(row);
      const to = this.#debtors.numberOf(identification);
      if (identification !== null) {
        this.#lookAlikes.note(identification, to);
        for (const debtor of this.#lookAlikes.of(identification)) alike.add(debtor);
      }
      return { row, to, obligations: shared?.numbersOf(row) ?? [] };
    });
    // Old contributions are derived from the old cells, once it is known which debtors the new cells affect.
    for (const edit of before.values()) this.#rows.write(edit);
    for (const row of rows) {
      const identification = this.#identify(row);
      if (identification !== null) for (const debtor of this.#lookAlikes.of(identification)) alike.add(debtor);
    }
    const touched = new Set([...alike, ...moves.flatMap(({ row, to }) => [this.#debtors.debtorOf(row), to])]);
    for (const { row, obligations } of moves)
      for (const other of shared?.dependents(row, obligations) ?? []) touched.add(this.#debtors.debtorOf(other));
    touched.delete(noDebtor);
    this.#remembered.clear();
    for (const unit of this.#touchedUnits(touched, rows)) this.#count(unit, -1);
    this.#filled.add(before.values(), -1);
    for (const edit of edits) this.#rows.write(edit);
    this.#filled.add(before.values(), 1);
    for (const { row, to, obligations } of moves) {
      this.#debtors.move(row, to);
      shared?.move(row, obligations);
    }
    for (const unit of this.#touchedUnits(touched, rows)) this.#count(unit, 1);
  }

  /** Sorts the rows by debtor while looking at each, then judges the debtors that the look leaves in doubt. */
  #build(rowCount: number, onProgress: ((share: number) => void) | undefined): void {
    const debtors = this.#debtors;
    const shared = this.#shared;
    const look = new FirstLook(this.#rows, this.#context, debtors, shared, this.#identify);
    for (let row = 0; row < rowCount; row++) {
      if (look.take(row) === noDebtor) this.#count({ rows: [this.#readRow(row)], verdict: ofNobody }, 1);
      if (row % progressRows === 0) onProgress?.((0.6 * row) / rowCount);
    }
    debtors.close();
    shared?.close();
    if (shared?.isEachOnce === false) {
      for (let row = 0; row < rowCount; row++)
        if (shared.issuesOfRow(row).length > 0) look.doubt(debtors.debtorOf(row));
    }
    for (const debtor of this.#lookAlikes.close()) look.doubt(debtor);
    const { debtorCount } = debtors;
    for (let debtor = 0; debtor < debtorCount; debtor++) {
      const rows = debtors.rowsOf(debtor);
      // A correction may keep back a debtor whose rows have no issue, so all its debtors are judged.
      if (this.#correction === null && look.isWhole(debtor)) this.#totals.addWhole(rows.length, look.centsOf(debtor));
      else this.#count(this.#judge(this.#readRows(rows)), 1);
      if (debtor % progressRows === 0) onProgress?.(0.6 + (0.4 * debtor) / debtorCount);
    }
  }

  #identifier(): (row: number) => string | null {
    const reader = compileIdentificationReader(this.#context);
    if (reader === null) return (row) => this.#readRow(row).identification;
    const { column } = reader;
    const { otherHeaders = [] } = this.#context.mapping;
    const { table } = this.#rows;
    const isElsewhere = (row: number): boolean =>
      otherHeaders.length > 0 && otherHeaderOver(otherHeaders, table.line(row)) > 0;
    return (row) =>
      isElsewhere(row)
        ? this.#readRow(row).identification
        : reader.read(this.#rows.text(row, column), this.#rows.kind(row, column));
  }

  #readRows(rows: ArrayLike<number>): CheckedRow[] {
    const checked: CheckedRow[] = [];
    for (let at = 0; at < rows.length; at++) checked.push(this.#readRow(rows[at] ?? 0));
    return checked;
  }

  #readRow(row: number): CheckedRow {
    const checked = this.#read(row, this.#rows.sourceRow(row));
    return this.#correction === null ? checked : offerOriginals(checked, this.#correction.renumberedIn(row));
  }

  #judge(rows: readonly CheckedRow[]): Unit {
    const across = [...(this.#shared?.issuesOf(rows) ?? []), ...this.#lookAlikes.issuesOf(rows)];
    const correction = this.#correction;
    if (correction === null) return { rows, verdict: judgeDebtor(rows, this.#context, across) };
    return { rows, verdict: assembleCorrected(rows, this.#context, correction, across) };
  }

  #unitOf(row: number): Unit {
    const debtor = this.#debtors.debtorOf(row);
    if (debtor === noDebtor) return { rows: [this.#readRow(row)], verdict: ofNobody };
    const remembered = this.#remembered.get(debtor);
    if (remembered !== undefined) return remembered;
    const unit = this.#judge(this.#readRows(this.#debtors.rowsOf(debtor)));
    if (this.#remembered.size >= rememberedUnits) this.#remembered.clear();
    this.#remembered.set(debtor, unit);
    return unit;
  }

  #touchedUnits(debtors: ReadonlySet<number>, rows: ReadonlySet<number>): Unit[] {
    const units: Unit[] = [];
    for (const debtor of debtors) {
      const own = this.#readRows(this.#debtors.rowsOf(debtor));
      if (own.length > 0) units.push(this.#judge(own));
    }
    for (const row of rows) if (this.#debtors.debtorOf(row) === noDebtor) units.push(this.#unitOf(row));
    return units;
  }

  #count(unit: Unit, sign: 1 | -1): void {
    const { rows, verdict } = unit;
    if (verdict === ofNobody) this.#unidentified += sign * rows.length;
    this.#totals.add(rows, verdict, sign);
    this.#reported?.add(rows, verdict, sign);
    for (const row of rows) {
      if (verdict.isLeftOut) mark(this.leftOut, row.row, sign);
      for (const issue of row.issues) this.#countIssue(issue, sign);
    }
    for (const { row, isWholeRow } of verdict.repetitions) if (isWholeRow) mark(this.leftOut, row, sign);
    for (const issue of verdict.issues) this.#countIssue(issue, sign);
    if (this.#correction === null) return;
    for (const code of new Set(verdict.issues.map((issue) => issue.code)))
      this.#heldBack.set(code, (this.#heldBack.get(code) ?? 0) + sign);
  }

  #countIssue(issue: Issue, sign: 1 | -1): void {
    if (sign === 1) this.groups.add(issue);
    else this.groups.subtract(issue);
    mark(issue.severity === "error" ? this.errors : this.warnings, issue.row, sign);
  }
}

function mark(set: RowSet, row: number, sign: 1 | -1): void {
  if (sign === 1) set.add(row);
  else set.delete(row);
}
