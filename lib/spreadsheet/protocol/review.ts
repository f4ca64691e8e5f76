import type { ReportFigures } from "#lib/domain/correction/report-figures.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
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
  /** Issues, which is cells or what stands in them; a row may have several. */
  readonly count: number;
  /** Rows with any of them: what the pages after this one count, too. */
  readonly rows: number;
  /** How many of them carry a proposal that `fix all` would take. */
  readonly proposals: number;
  readonly firstRow: number;
}

/** On which day the sender closed the file. */
export interface CutOffReport {
  /** As its due dates and days in arrears tell. */
  readonly found: FoundCutOff | null;
  /** As a row above the header says: its line and words, and the ISO days it can mean. `day` is the one it does mean, null where that is open. */
  readonly stated: {
    readonly line: number;
    readonly text: string;
    readonly days: readonly string[];
    readonly day: string | null;
    /** The day it would mean, had that come already: it has not, and the rows do not come to it, so it is not taken. */
    readonly ahead?: string;
  } | null;
  /** The day that is used has not come yet. */
  readonly isAhead?: true;
  /** The ISO date the days were held against: the user's, the one stated, or the one found; null for none. */
  readonly day: string | null;
}

export interface ReviewSummary {
  readonly totals: ControlTotals;
  readonly setAside: SetAsideReport;
  /** Rows left out whose identification cannot be read: they count as no debtor's. */
  readonly unidentified: number;
  readonly rowsWithErrors: number;
  readonly rowsWithWarnings: number;
  readonly groups: readonly IssueGroup[];
  /** Of a correction: how many debtors have what only shows on the whole of them, by code. */
  readonly heldBack: Readonly<Partial<Record<IssueCode, number>>>;
  /** Of a correction: whom its file has, next to the upload it is of. */
  readonly report: ReportFigures | null;
  readonly edits: number;
  /** null where the mapping loads no due dates or no days in arrears. */
  readonly cutOff: CutOffReport | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

export type RowFilter =
  | { readonly show: "all" }
  | { readonly show: "errors" | "warnings" | "left_out" | "edited" }
  | { readonly show: "group"; readonly code: IssueCode; readonly column: number | null };

/** What a report says of one of its rows, in the words of its language; "" where it says nothing. */
export interface RowRemark {
  /** Line of the file that was reported on. */
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
  /** Where the file is a report: what that says of the row. */
  readonly remark?: RowRemark;
}

/** Some of the rows that were set aside, in the order of the file; of the debtors' sheet last. */
export interface AsideWindow {
  readonly total: number;
  readonly rows: readonly { readonly line: number; readonly text: string; readonly reason: SetAsideReason }[];
}

export interface RowWindow {
  /** How many rows the filter shows in all. */
  readonly total: number;
  readonly from: number;
  readonly rows: readonly ReviewRow[];
}
