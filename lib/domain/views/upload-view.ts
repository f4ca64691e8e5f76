import type { ReportFigures } from "../correction/report-figures.ts";
import type { ControlTotals, Totals } from "../debtors/debtor.ts";
import type { RecordState } from "../outcome/outcome.ts";
import type { PlaceInLine } from "../outcome/place-in-line.ts";
import type { Slowdown } from "../outcome/slowdown.ts";
import type { AcceptedLater } from "../outcome/still-missing.ts";
import type { UploadState } from "../outcome/upload-state.ts";
import type { RetryView } from "./retry-view.ts";

/** What one group adds up to. `balance` is a decimal with two places. */
export interface GroupTotals {
  readonly debtors: number;
  readonly obligations: number;
  readonly balance: string;
}

/** An upload as pages and progress events show it. Times are ISO 8601 in UTC. */
export interface UploadView {
  readonly id: string;
  readonly tenant: { readonly id: string; readonly name: string; readonly operation: string; readonly server: string };
  readonly createdBy: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly state: UploadState;
  readonly stopReason: string | null;
  readonly stopDetail: string | null;
  readonly waitReason: string | null;
  readonly waitUntil: string | null;
  readonly currency: string;
  readonly batchSize: number;
  readonly totals: ControlTotals;
  /** pending + the four outcomes = totals.staged; the database refuses anything else. */
  readonly groups: Readonly<Record<RecordState, GroupTotals>>;
  readonly batchCount: number;
  readonly batchesDone: number;
  readonly callsMade: number;
  /** While `staging`: how many chunks have arrived of how many. */
  readonly chunksReceived: number;
  readonly chunkCount: number;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  /** Where it was said to go when it was confirmed; `tenant` says where its next call goes. */
  readonly confirmedFor?: { readonly operation: string; readonly server: string } | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /** Its debtors' data is erased since then, after as many days: nothing of it can be sent again, corrected or downloaded. */
  readonly erased?: { readonly at: string; readonly afterDays: number } | null;
  /** The upload whose failures this one sends again. */
  readonly retryOfId?: string | null;
  /** Those failures came in a corrected report. */
  readonly isCorrection?: boolean;
  /** Of a correction: whom its file had, and what it leaves out of rows that the corrected upload counts already. */
  readonly report?: ReportFigures | undefined;
  readonly carried?: Totals | undefined;
  /** What did not get in here and was accepted in a retry or a correction; absent where nothing was. */
  readonly later?: AcceptedLater | undefined;
  /** Debtors of this one that a retry has taken over, and the retries, youngest first. */
  readonly retriedDebtors?: number;
  readonly retries?: readonly RetryView[];
  /** Its mapping gives obligations no balance: their sums are none rather than 0. */
  readonly hasNoBalance?: true;
  /** Of a staged retry or correction: its debtors that a later upload carries. With any of them it is not confirmed. */
  readonly superseded?: Superseded;
  /** What it costs to find out which debtors the CRM refused; absent where no batch was halved. */
  readonly halving?: Halving;
  /** While `queued`: what goes before it; absent where nothing does. */
  readonly line?: PlaceInLine;
  /** Some of its unconfirmed debtors are being looked up in the CRM, or wait to be. */
  readonly isReadingBack?: boolean;
  /** While they are: when it goes on (null: now), and how long it may take from then. */
  readonly lookup?: { readonly startsAt: string | null; readonly seconds: number };
  /** While it runs: what its last minutes came to, and why it goes slower than it could. */
  readonly recent?: RecentProgress;
  readonly slowdown?: Slowdown;
}

/** Debtors with an outcome from the calls of the last minutes, the first of which began so long ago. */
export interface RecentProgress {
  readonly debtors: number;
  readonly seconds: number;
}

/**
 * Batches that were refused whole and halved, how many halves have been sent so far, and how many these may come to. A half that is sent
 * again because the remote was busy counts once, as it does in the price.
 */
export interface Halving {
  readonly batches: number;
  readonly calls: number;
  readonly maxCalls: number;
}

/** Debtors whose older figures would be written over younger ones. */
export interface Superseded {
  readonly debtors: number;
  /** There are more of them than were counted. */
  readonly isMore: boolean;
}
