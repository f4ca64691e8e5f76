import type { TokenBudget } from "../access/views.ts";
import type { ColumnContent } from "../mapping/column-contents.ts";
import type { SetAsideReason } from "../table/set-aside.ts";
import type { Issue } from "../validation/issue.ts";
import type { Completeness } from "./completeness.ts";
import type { Evidence, Outcome } from "./outcome.ts";
import type { PlaceInLine } from "./place-in-line.ts";
import type { RecordView, UploadView } from "./upload-view.ts";

/** A part of a long list: `next` is what `after` must say to get the following part, null at its end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export type UploadPage = Page<UploadView>;
export type RecordPage = Page<RecordView>;

/** Debtors rejected for one reason and with one text of the remote's, as far as it does not speak of one debtor alone. */
export interface RejectionGroup {
  readonly key: string;
  /** A code for the catalogues (`reasons.*`). */
  readonly reason: string | null;
  /** What the remote said of the first of them; null where it said nothing, or it is erased. */
  readonly example: string | null;
  /** The text names a debtor, a long number or a place in the batch: it differs from one to the next. */
  readonly isVaried: boolean;
  readonly debtors: number;
  readonly balance: string;
}

export interface RejectionGroups {
  /** Biggest first. */
  readonly groups: readonly RejectionGroup[];
  /** How many there are, shown or not. */
  readonly groupCount: number;
}

/** A row that was not sent, and why. */
export interface LeftOutView {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  readonly issues: readonly Issue[];
  /** Its client goes, and of this row all but an obligation that stands in it once more: it is no row left out. */
  readonly isSentInPart: boolean;
  /** Its cells are, and the values its issues quoted. */
  readonly isErased: boolean;
}

/** A row of the file that is no data: a title, a total or a note. */
export interface SetAsideView {
  readonly row: number;
  readonly line: number;
  readonly reason: SetAsideReason;
  /** What it says, cell by cell; null once it is erased. */
  readonly text: string | null;
}

/** One request to the CRM, whatever came of it. */
export interface CallView {
  readonly id: string;
  /** Where its batch stands in the upload, from 0; null for calls that carried none. */
  readonly batchOrdinal: number | null;
  readonly endpoint: string;
  readonly startedAt: string;
  /** Null where nobody heard the end of it: its worker was lost. */
  readonly durationMs: number | null;
  readonly httpStatus: number | null;
  readonly verdict: string;
  readonly isSettling: boolean;
  readonly debtors: number;
  /** Null once it is erased with its upload's data. */
  readonly replyExcerpt: string | null;
}

/** An upload of the same file, found before it is loaded again. */
export interface EarlierUpload {
  readonly uploadId: string;
  readonly fileName: string;
  readonly state: UploadView["state"];
  readonly completeness: Completeness;
  readonly createdAt: string;
  readonly createdBy: string;
}

/** What confirming would do. */
export interface UploadPlan {
  readonly batches: number;
  /** Calls it needs if nothing is refused. */
  readonly calls: number;
  /** null when the CRM could not be asked; `budgetProblem` says why (a code for `reasons.*`). */
  readonly budget: TokenBudget | null;
  readonly budgetProblem: string | null;
  readonly isWithinBudget: boolean | null;
  /** Seconds, from this tenant's latest calls or, without any, two a call. */
  readonly expectedSeconds: number;
  /** What goes first; null where nothing does. */
  readonly line: PlaceInLine | null;
}

/** What reading back an upload's unconfirmed debtors would take. */
export interface ReadBackPlan {
  readonly debtors: number;
  readonly obligations: number;
  /** One for each debtor and one for each obligation; fewer where a debtor turns out to be absent. */
  readonly calls: number;
  /** null when the CRM could not be asked; `budgetProblem` says why (a code for `reasons.*`). */
  readonly budget: TokenBudget | null;
  readonly budgetProblem: string | null;
  readonly isWithinBudget: boolean | null;
  readonly expectedSeconds: number;
  /** Some of it is being read back, or waits to be. */
  readonly isUnderWay: boolean;
}

/** Whom a retry of all of an upload's failures would take. */
export interface RetryPlan {
  readonly debtors: number;
  /** There are failures beyond those that were counted, and so perhaps more of them. */
  readonly isMore: boolean;
  /** Those of whom nobody knows whether they got in may be among them: only where the CRM is known to update. */
  readonly takesUnconfirmed: boolean;
}

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

/**
 * What is known of a file shape. `near` is another shape: its mapping stands by the headers it was learned on, and carryMapping of
 * lib/domain/mapping brings it over to the new ones.
 */
export type RecalledMapping<M> =
  /** `usedAt`: ISO 8601. Of two shapes that one file can be read in, the one used last is meant. */
  (
    | { readonly kind: "exact"; readonly mapping: M; readonly usedAt: string }
    | { readonly kind: "near"; readonly mapping: M; readonly headers: readonly string[] }
    | { readonly kind: "none" }
  ) & {
    /** The cells are those it was made for, as a report gives them back: what was answered of them holds, whatever is left of them. */
    readonly isOwn?: true;
  };

/**
 * How the database stands to the migrations of this build. `failed`: one was begun and is not applied (it failed, is under way, or
 * was rolled back and not applied again). `pending`: one is still to be applied. `newer`: all are, and others that only a later build knows; this one goes on.
 */
export type SchemaState = "current" | "pending" | "failed" | "newer";

export interface Health {
  readonly isHealthy: boolean;
  readonly isDatabaseUp: boolean;
  /** null when the database does not answer, or the build's own migrations cannot be read. */
  readonly schema: SchemaState | null;
  /** Applied ones. */
  readonly migrations: number;
  /** Seconds since the youngest sign of life of any worker; null when there never was one. */
  readonly workerAgeSeconds: number | null;
  readonly queuedJobs: number;
  readonly activeJobs: number;
  /** Queued or active ones that have failed before: the worker's log says why. */
  readonly failingJobs: number;
}
