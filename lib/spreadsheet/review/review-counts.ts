import type { CorrectedReport } from "#lib/domain/correction/correction.ts";
import { CorrectionCounter } from "#lib/domain/correction/correction-counter.ts";
import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import { type DebtorVerdict, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import { TotalsCounter } from "#lib/domain/debtors/totals-counter.ts";
import { holdKey } from "#lib/domain/person/hold-key.ts";
import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";
import type { ReviewSummary } from "../protocol/review.ts";
import { IssueGroups } from "./issue-groups.ts";
import { RowSet } from "./row-set.ts";

/** Rows that are sent or left out together: those of one debtor, or a single row without a debtor. */
export interface Unit {
  readonly rows: readonly CheckedRow[];
  readonly verdict: DebtorVerdict;
}

/** What all units of a review add up to: totals, groups of issues, and the rows that have any. */
export class ReviewCounts {
  readonly errors: RowSet;
  readonly warnings: RowSet;
  readonly leftOut: RowSet;
  readonly groups: IssueGroups;
  readonly #totals = new ControlCounter();
  readonly #held = new TotalsCounter();
  readonly #heldKeys = new Map<string, number>();
  readonly #heldBack = new Map<IssueCode, number>();
  readonly #reported: CorrectionCounter | null;
  readonly #country: string;
  #unidentified = 0;

  constructor(rowCount: number, correction: CorrectedReport | null, country: string) {
    this.#country = country;
    this.errors = new RowSet(rowCount);
    this.warnings = new RowSet(rowCount);
    this.leftOut = new RowSet(rowCount);
    this.groups = new IssueGroups(rowCount);
    this.#reported = correction === null ? null : new CorrectionCounter(correction);
  }

  summary(): Pick<
    ReviewSummary,
    "totals" | "held" | "unidentified" | "rowsWithErrors" | "rowsWithWarnings" | "groups" | "heldBack"
  > {
    return {
      totals: this.#totals.totals(),
      held: this.#held.totals(),
      unidentified: this.#unidentified,
      rowsWithErrors: this.errors.size,
      rowsWithWarnings: this.warnings.size,
      groups: this.groups.list(),
      heldBack: Object.fromEntries(this.#heldBack),
    };
  }

  /** The keys of the debtors who are kept out of every load. */
  heldKeys(): Iterable<string> {
    return this.#heldKeys.keys();
  }

  reportFigures(renamed: Iterable<string>): ReportFigures | null {
    return this.#reported?.figures(renamed) ?? null;
  }

  /** Adds a debtor that is sent whole and has no issue; of no correction. Sign -1 subtracts it again. */
  addWhole(rows: number, cents: number, sign: 1 | -1): void {
    this.#totals.addWhole(rows, cents, sign);
  }

  /** Adds cents to a debtor that is sent whole. */
  addCents(cents: number): void {
    this.#totals.addCents(cents);
  }

  /** Adds a unit; sign -1 subtracts it again. */
  add(unit: Unit, sign: 1 | -1): void {
    const { rows, verdict } = unit;
    if (verdict === ofNobody) this.#unidentified += sign * rows.length;
    this.#totals.add(rows, verdict, sign);
    this.#reported?.add(rows, verdict, sign);
    if (verdict.heldFor !== null) this.#addHeld(rows, sign);
    for (const row of rows) {
      if (verdict.isLeftOut) mark(this.leftOut, row.row, sign);
      for (const issue of row.issues) this.#addIssue(issue, sign);
    }
    for (const { row, isWholeRow } of verdict.repetitions) if (isWholeRow) mark(this.leftOut, row, sign);
    for (const issue of verdict.issues) this.#addIssue(issue, sign);
    if (this.#reported === null) return;
    // Being held comes before other reasons: no choice lifts it.
    const codes = verdict.heldFor === null ? verdict.issues.map((issue) => issue.code) : ["debtor_held" as const];
    for (const code of new Set(codes)) this.#heldBack.set(code, (this.#heldBack.get(code) ?? 0) + sign);
  }

  #addHeld(rows: readonly CheckedRow[], sign: 1 | -1): void {
    for (const [index, { obligations, balanceCents }] of rows.entries())
      this.#held.add(sign, index === 0 ? sign : 0, sign * obligations.length, sign * balanceCents);
    // A debtor's identification with and without zeros are two debtors under one key.
    const key = holdKey(rows[0]?.identification ?? "", this.#country);
    const count = (this.#heldKeys.get(key) ?? 0) + sign;
    if (count === 0) this.#heldKeys.delete(key);
    else this.#heldKeys.set(key, count);
  }

  #addIssue(issue: Issue, sign: 1 | -1): void {
    if (sign === 1) this.groups.add(issue);
    else this.groups.subtract(issue);
    mark(issue.severity === "error" ? this.errors : this.warnings, issue.row, sign);
  }
}

function mark(set: RowSet, row: number, sign: 1 | -1): void {
  if (sign === 1) set.add(row);
  else set.delete(row);
}
