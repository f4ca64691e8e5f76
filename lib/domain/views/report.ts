import type { ColumnContent } from "../mapping/columns/column-contents.ts";
import type { Evidence, Outcome } from "../outcome/outcome.ts";
import type { SetAsideReason } from "../table/set-aside.ts";
import type { Issue } from "../validation/issue.ts";

/** What can be downloaded: an outcome, the rows left out or set aside, or everything that did not get in. */
export const reportGroups = [
  "accepted",
  "rejected",
  "unconfirmed",
  "not_sent",
  "left_out",
  "set_aside",
  "failures",
] as const;

export type ReportGroup = (typeof reportGroups)[number];

/** One line of a report: the original cells and what became of them. */
export interface ReportRow {
  /** Line of the original file, from 1. */
  readonly line: number;
  /** In the order of the upload's headers; empty for accepted debtors, whose cells are erased. */
  readonly cells: readonly string[];
  /** One of `kindLetters` per cell, or null when every cell is text. */
  readonly kinds: string | null;
  readonly identification: string | null;
  readonly group: Outcome | "left_out" | "set_aside";
  /** Of a row that was set aside: why. */
  readonly setAside?: SetAsideReason;
  readonly evidence: Evidence | null;
  /** A code for `reasons.*`; null for left-out rows, whose `issues` say it. */
  readonly reason: string | null;
  readonly remoteText: string | null;
  /** Column at fault, from 0, where it is known. */
  readonly faultColumn: number | null;
  readonly issues: readonly Issue[];
  /** As {@link LeftOutView} has it; of a left-out row only. */
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
