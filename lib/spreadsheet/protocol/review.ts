import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import type { ControlTotals, Totals } from "#lib/domain/debtors/debtor.ts";
import type { DeclaredReading } from "#lib/domain/portfolio/declared/read-declared.ts";
import type { ColumnCondition } from "#lib/domain/summary/column-summary.ts";
import type { SetAsideReason } from "#lib/domain/table/set-aside.ts";
import type { CellKind } from "#lib/domain/table/table.ts";
import type { FoundCutOff } from "#lib/domain/validation/cut-off-finder.ts";
import type { Issue, IssueCode, Severity } from "#lib/domain/validation/issue.ts";
import type { SetAsideReport } from "./reading.ts";

export interface IssueGroup {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly column: number | null;
  readonly field: string | null;
  /** Number of issues; a row may have several. */
  readonly count: number;
  /** Rows with any of these issues. Later pages count rows too. */
  readonly rows: number;
  /** How many of the issues have a proposal. */
  readonly proposals: number;
  readonly firstRow: number;
}

/** A field whose empty cells get one value. */
export interface FilledField {
  readonly field: string;
  readonly value: string;
  /** The first of its columns. */
  readonly column: number | null;
  readonly cells: number;
}

/** The day on which the sender closed the file (decision 25). */
export interface CutOffReport {
  /** The day that follows from due dates and days in arrears. */
  readonly found: FoundCutOff | null;
  /**
   * The day that a row above the header states: its line and text, and the ISO days it can mean. `day` is the
   * one it means; null if that is open.
   */
  readonly stated: {
    readonly line: number;
    readonly text: string;
    readonly days: readonly string[];
    readonly day: string | null;
    /** The stated day if it is in the future and the rows do not confirm it, so it is not used. */
    readonly ahead?: string;
  } | null;
  /** The day in use is in the future. */
  readonly isAhead?: true;
  /** The ISO day that days in arrears are compared with: the user's, the stated or the found one; null for none. */
  readonly day: string | null;
}

/** The balance seems to be the debtor's total, on each of its obligations. Sums are decimals with two places. */
export interface RepeatedBalance {
  readonly column: number;
  /** Debtors with one balance on all of their obligations, of those with two or more. */
  readonly debtors: number;
  readonly ofDebtors: number;
  /** Of all rows, and with each such balance counted once. */
  readonly sum: string;
  readonly once: string;
}

/** A column that is a part of the balance and yet larger in nearly all rows. Sums are decimals with two places. */
export interface LargerPart {
  readonly column: number;
  /** The column of the balance. */
  readonly balance: number;
  /** Rows with the larger part, of those with both. */
  readonly rows: number;
  readonly ofRows: number;
  /** Of these rows: of the balance, and of the part. */
  readonly sum: string;
  readonly sumOfPart: string;
}

/** Dates of last payments that are nearly all in the future. */
export interface FuturePayments {
  readonly column: number;
  readonly rows: number;
  readonly ofRows: number;
}

export interface ReviewSummary {
  readonly totals: ControlTotals;
  readonly setAside: SetAsideReport;
  /** Of those left out: the debtors on the tenant's hold list, with all their rows. */
  readonly held: Totals;
  /** Rows left out because their identification cannot be read; they count for no debtor. */
  readonly unidentified: number;
  readonly rowsWithErrors: number;
  readonly rowsWithWarnings: number;
  readonly groups: readonly IssueGroup[];
  /** The fields with a value for empty cells that some cells get. */
  readonly filled: readonly FilledField[];
  /** Of a correction: how many debtors have each issue that concerns the whole debtor, by code. Otherwise empty. */
  readonly heldBack: Readonly<Partial<Record<IssueCode, number>>>;
  /** Of a correction: how the file's debtors compare with those of the upload it corrects. Otherwise null. */
  readonly report: ReportFigures | null;
  /** Corrected cells, and the rows that have one. */
  readonly edits: number;
  readonly editedRows: number;
  /** What the edits add to the file's balance; a decimal with two places. */
  readonly editedBalance: string;
  /** null if the mapping loads no due dates or no days in arrears. */
  readonly cutOff: CutOffReport | null;
  /** As of the last whole derivation: single corrections do not look for it again. */
  readonly repeatedBalance?: RepeatedBalance;
  readonly largerPart?: LargerPart;
  readonly futurePayments?: FuturePayments;
  /** What the file says that it has. */
  readonly declared: DeclaredReading;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

type ShownRows =
  | { readonly show: "all" }
  | { readonly show: "errors" | "warnings" | "left_out" | "edited" }
  | { readonly show: "group"; readonly code: IssueCode; readonly column: number | null };

/**
 * `where`: of these rows only those that meet all conditions, at most one a column. `asOf`: when the filter was
 * applied, by the page's clock; until it is applied again its rows stay in their places, whatever is corrected in them.
 */
export type RowFilter = ShownRows & { readonly where?: readonly ColumnCondition[]; readonly asOf?: number };

/** What a report says about one of its rows, in the report's language; "" if nothing. */
export interface RowRemark {
  /** Line in the original file. */
  readonly line: string;
  readonly result: string;
  readonly reason: string;
  readonly remoteText: string;
}

export interface ReviewRow {
  readonly row: number;
  readonly line: number;
  readonly cells: readonly { readonly text: string; readonly kind: CellKind; readonly original: string | null }[];
  readonly issues: readonly Issue[];
  readonly isLeftOut: boolean;
  /** Only for a report: what it says about the row. */
  readonly remark?: RowRemark;
}

/** Some of the rows set aside, in the order of the file, those of the debtors' sheet last. */
export interface AsideWindow {
  readonly total: number;
  readonly rows: readonly { readonly line: number; readonly text: string; readonly reason: SetAsideReason }[];
}

export interface RowWindow {
  /** Number of all rows that the filter shows. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly ReviewRow[];
  /** Of a filter with `asOf`: rows that no longer match it, and rows that would match and are not shown. */
  readonly moved?: { readonly gone: number; readonly come: number };
}
