import type { Completeness } from "../outcome/completeness.ts";
import type { UploadState } from "../outcome/upload-state.ts";

/** An upload that sends failures of another one again, as the pages of that other one show it. */
export interface RetryView {
  readonly id: string;
  readonly state: UploadState;
  readonly completeness: Completeness;
  /** All that it sends: those of the other one, some of its family's, and new ones. */
  readonly debtors: number;
  /** Of the other one itself. */
  readonly moved: number;
  /** Not taken over from any upload: left out before, or under another number. */
  readonly fresh: number;
  readonly isCorrection: boolean;
  readonly isDiscarded: boolean;
}

/** A retry or correction that is not over, so that nobody else sends the debtors it has to send. */
export interface RetryHolder {
  readonly id: string;
  readonly fileName: string;
  readonly state: UploadState;
  readonly debtors: number;
  readonly isCorrection: boolean;
}
