import type { ColumnContent } from "../mapping/columns/column-contents.ts";
import type { Evidence, KeptKind, Outcome } from "../outcome/outcome.ts";
import type { SetAsideReason } from "../table/set-aside.ts";
import type { Issue } from "../validation/issue.ts";

/** What can be downloaded: an outcome, the debtors that the CRM has, the rows left out or set aside, the debtors that may be `twice` in the CRM, or all that was not accepted (`failures`). */
export const reportGroups = [
  "accepted",
  "unchanged",
  "volatile",
  "rejected",
  "unconfirmed",
  "not_sent",
  "left_out",
  "set_aside",
  "twice",
  "failures",
] as const;

export type ReportGroup = (typeof reportGroups)[number];

/** One row of a report: the original cells and their outcome. */
export interface ReportRow {
  /** Line of the original file, from 1. */
  readonly line: number;
  /** In the order of the upload's headers; empty for accepted debtors, since their cells are erased. */
  readonly cells: readonly string[];
  /** One of `kindLetters` per cell, or null if every cell is text. */
  readonly kinds: string | null;
  readonly identification: string | null;
  readonly group: Outcome | KeptKind | "left_out" | "set_aside";
  /** Why the row was set aside; only for such a row. */
  readonly setAside?: SetAsideReason;
  readonly evidence: Evidence | null;
  /** A code for `reasons.*`; null for left-out rows, where `issues` have the reason. */
  readonly reason: string | null;
  readonly remoteText: string | null;
  /** The column at fault, from 0; null if unknown. */
  readonly faultColumn: number | null;
  readonly issues: readonly Issue[];
  /** As in {@link LeftOutView}; only for a left-out row. */
  readonly isSentInPart?: boolean;
}

export interface Report {
  readonly uploadId: string;
  readonly fileName: string;
  readonly headers: readonly string[];
  readonly columns: readonly ColumnContent[];
  readonly group: ReportGroup;
  readonly rows: AsyncIterable<ReportRow>;
}
