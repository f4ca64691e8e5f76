import type { SendingRun, SentBatch } from "./send-batch.ts";

export interface SliceControl {
  /** When the slice ends, in ms of Date.now(): a call that has begun is finished, no new one begins. */
  readonly until: number;
  /** Fires when the worker is asked to end, or its job is no longer its own. */
  readonly signal: AbortSignal;
  /** An upload is being sent from now on, until the next one is. */
  readonly onRun?: (run: RunOfUpload) => void;
  readonly onSent: (run: RunOfUpload, batchId: string, sent: SentBatch) => void;
}

/** What the log names a run by. */
export type RunOfUpload = Pick<SendingRun, "uploadId" | "request">;

export function isOpen(control: SliceControl): boolean {
  return !control.signal.aborted && Date.now() < control.until;
}
