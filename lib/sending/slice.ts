import type { SentBatch } from "./send-batch.ts";

export interface SliceControl {
  /** When the slice ends, in ms of Date.now(): a call that has begun is finished, no new one begins. */
  readonly until: number;
  /** Fires when the worker is asked to end, or its job is no longer its own. */
  readonly signal: AbortSignal;
  readonly onSent: (uploadId: string, batchId: string, sent: SentBatch) => void;
}

export function isOpen(control: SliceControl): boolean {
  return !control.signal.aborted && Date.now() < control.until;
}
