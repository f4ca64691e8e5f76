import type { NewListPart } from "#lib/database/staging/list-parts.ts";
import type { NewChunk } from "#lib/database/staging/staged-chunks.ts";
import type { AppErrorCode, AppErrorParams } from "#lib/domain/app-error.ts";
import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import type { Deriver } from "./derive-batches.ts";

/** What the thread that stages is given, and what it answers: plain data, for errors lose their class between threads. */
export interface DerivationJob {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly by: Deriver;
}

/** What arrived, as it came: gzip. */
export type Arrival =
  | { readonly kind: "rows"; readonly chunk: NewChunk; readonly packed: Uint8Array<ArrayBuffer> }
  | { readonly kind: "items"; readonly part: NewListPart; readonly packed: Uint8Array<ArrayBuffer> };

export type StagingTask = { readonly kind: "derive"; readonly job: DerivationJob } | Arrival;

/** What the thread is told: a task, whose answer has its key; an upload to forget; or to give back what it holds and end. */
export type StagingOrder =
  | { readonly kind: "task"; readonly key: string; readonly task: StagingTask }
  | { readonly kind: "forget"; readonly uploadId: string }
  | { readonly kind: "end" };

export type StagingOutcome =
  /** `chunks`: of rows that arrived, how many chunks of their upload have come; 0 elsewhere. */
  | { readonly kind: "done"; readonly chunks: number }
  | { readonly kind: "totals_differ"; readonly page: ControlTotals; readonly server: ControlTotals }
  | { readonly kind: "refused"; readonly code: AppErrorCode; readonly params: AppErrorParams }
  | { readonly kind: "fault"; readonly error: unknown };

export type StagingNotice =
  | { readonly key: string; readonly rows: number }
  | { readonly key: string; readonly outcome: StagingOutcome };
