import type { ReportFigures } from "../correction/report-figures.ts";
import type { ControlTotals, Totals } from "../debtors/debtor.ts";
import type { OutcomeKind } from "../outcome/outcome.ts";
import type { PlaceInLine } from "../outcome/place-in-line.ts";
import type { RepeatBehaviour } from "../outcome/repeat-behaviour.ts";
import type { HoldingStop } from "../outcome/run-reasons.ts";
import type { Slowdown } from "../outcome/slowdown.ts";
import type { UploadState } from "../outcome/upload-state.ts";
import type { DeclaredTotals } from "../portfolio/declared/declared-schema.ts";
import type { ComparedFigure, EditedCells } from "../portfolio/declared/declared-totals.ts";
import type { Load } from "../portfolio/load.ts";
import type { RetryView } from "./retry-view.ts";

/** Debtors by field id, the fields with most of them first. */
export type FieldCounts = readonly { readonly fieldId: string; readonly debtors: number }[];

/** The sums of one group of records. `balance` is a decimal with two places. */
export interface GroupTotals {
  readonly debtors: number;
  readonly obligations: number;
  readonly balance: string;
}

/** When the first and the last of some loads were confirmed, ISO 8601. */
export interface LoadDays {
  readonly from: string;
  readonly to: string;
}

/**
 * Debtors that did not get in with this upload and that the CRM accepted later, in a retry or a correction.
 * Counted by their outcome in this upload.
 */
export interface AcceptedLater {
  readonly rejected: number;
  readonly unconfirmed: number;
  readonly not_sent: number;
  /** What all of these owe in this upload. */
  readonly obligations: number;
  readonly balance: string;
  /** Those that had been left out: rows, debtors and money of this upload. */
  readonly leftOut: Totals;
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
  /** While it is held, or is a close-out whose turn is to come: what it rests on and has lost since; absent if it can go on. */
  readonly stopHolds?: HoldingStop;
  readonly waitReason: string | null;
  readonly waitUntil: string | null;
  readonly currency: string;
  readonly batchSize: number;
  readonly totals: ControlTotals;
  /** unchanged + volatile + pending + the four outcomes = totals.staged: the database refuses anything else. */
  readonly groups: Readonly<Record<OutcomeKind, GroupTotals>>;
  /** Of `groups.not_sent`: who was held when they were to be sent; absent for nobody. */
  readonly heldNotSent?: GroupTotals;
  /** Of which loads the CRM has the volatile fields of `groups.volatile`; absent for nobody. */
  readonly volatileOf?: LoadDays;
  readonly batchCount: number;
  readonly batchesDone: number;
  readonly callsMade: number;
  /** While `staging`: chunks received, and chunks in all. */
  readonly chunksReceived: number;
  readonly chunkCount: number;
  readonly createdAt: string;
  readonly confirmedAt: string | null;
  /** Operation and server that the confirmation named; `tenant` has those of its next call. */
  readonly confirmedFor?: { readonly operation: string; readonly server: string } | null;
  /** Id of the request that confirmed it: the logs of portal and worker have it. */
  readonly confirmedRequest?: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  /**
   * When its debtors' data was erased, after `afterDays` days: nothing of it can be sent again, corrected or
   * downloaded.
   */
  readonly erased?: { readonly at: string; readonly afterDays: number } | null;
  /** What it is a load of; null: of no portfolio. */
  readonly portfolio?: { readonly id: string; readonly name: string } | null;
  readonly load?: Load;
  /** It was cancelled, and all of it was sent by retries since. */
  readonly isMadeWhole?: true;
  /** For a close-out or a retry of one: the load that named its debtors gone. */
  readonly closesOutId?: string | null;
  /** While it is in line: how many debtors the close-outs would close that rest on it and are not over; absent for none. */
  readonly closesBehind?: number;
  /** The upload whose failures this one sends again. */
  readonly retryOfId?: string | null;
  /** It was made from a corrected report. */
  readonly isCorrection?: boolean;
  /**
   * For a correction: the debtors of its file (`report`), and the rows it left out that the corrected upload
   * counts already (`carried`).
   */
  readonly report?: ReportFigures | undefined;
  readonly carried?: Totals | undefined;
  /** Debtors not accepted here that were accepted later, in a retry or correction; absent for none. */
  readonly later?: AcceptedLater | undefined;
  /** Debtors of this upload that retries took over, and the retries, latest first. */
  readonly retriedDebtors?: number;
  readonly retries?: readonly RetryView[];
  /** What the bank says that it sent; absent for nothing. */
  readonly declared?: DeclaredView;
  /** Absent if no cell was changed. */
  readonly edited?: EditedCells;
  /** How many staged debtors keep a value of an earlier load because the file has none; absent for none. */
  readonly keptValues?: FieldCounts;
  /** How many staged debtors have the placeholder of an empty cell; absent for none. */
  readonly filledValues?: FieldCounts;
  /** Its mapping gives obligations no balance: it has no sums, rather than sums of 0. */
  readonly hasNoBalance?: true;
  /**
   * For a staged retry, correction or close-out: its debtors that a later upload carries, or who for another reason may
   * not be closed any more. With any of them it cannot be confirmed.
   */
  readonly superseded?: Superseded;
  /** For a staged whole load, retry or correction: a file of its portfolio that was begun after its own and has been confirmed. */
  readonly newerFile?: { readonly uploadId: string; readonly fileName: string; readonly confirmedAt: string };
  /** The cost of finding out which debtors the CRM refused (decision 11); absent if no batch was halved. */
  readonly halving?: Halving;
  /** While `queued`: the uploads before it in the line; absent for none. */
  readonly line?: PlaceInLine;
  /** Of its unconfirmed debtors those whom a retry or correction took over, of many at least so many; absent for none. */
  readonly retriedUnconfirmed?: number;
  /** What its CRM is known to do with whom it has. Where it updates, nobody who is sent again is there twice. */
  readonly repeatBehaviour: RepeatBehaviour;
  /** Some of its unconfirmed debtors are being read back, or are waiting for that. */
  readonly isReadingBack?: boolean;
  /** While `isReadingBack`: when it continues (null: now), and how many seconds it may take from then. */
  readonly lookup?: { readonly startsAt: string | null; readonly seconds: number };
  /** While it is in line: a batch of it is on its way, or may be by the time this is read. */
  readonly isSending?: true;
  /** While it runs: the progress of its last minutes, and why it is slower than it could be. */
  readonly recent?: RecentProgress;
  readonly slowdown?: Slowdown;
}

/** Declared totals beside the file's own, and why they differ, in a person's words. */
export interface DeclaredView {
  readonly totals: DeclaredTotals;
  readonly figures: readonly ComparedFigure[];
  readonly reason: string | null;
}

/**
 * Debtors with an outcome from the calls of the last minutes, and the seconds since the first of these calls began.
 */
export interface RecentProgress {
  readonly debtors: number;
  readonly seconds: number;
}

/**
 * Batches that were refused whole and halved (decision 11), the halves sent so far (`calls`), and the most halves
 * there may be (`maxCalls`). A half that is sent again because the CRM was busy counts once, as it does in the price.
 */
export interface Halving {
  readonly batches: number;
  readonly calls: number;
  readonly maxCalls: number;
}

/** Debtors whose newer figures in the CRM would be overwritten with older ones. */
export interface Superseded {
  readonly debtors: number;
  /** There are more than were counted. */
  readonly isMore: boolean;
}
