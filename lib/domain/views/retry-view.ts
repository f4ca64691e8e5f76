import type { Completeness } from "../outcome/completeness.ts";
import type { UploadState } from "../outcome/upload-state.ts";

/** A retry or correction of an upload, as that upload's pages show it. */
export interface RetryView {
  readonly id: string;
  readonly state: UploadState;
  readonly completeness: Completeness;
  /** All debtors that it sends: of the upload itself, of others of its family, and new ones. */
  readonly debtors: number;
  /** Taken over from the upload itself. */
  readonly moved: number;
  /** Not taken over from any upload: left out before, or sent under another number. */
  readonly fresh: number;
  readonly isCorrection: boolean;
  readonly isDiscarded: boolean;
}

/** A retry or correction that still has debtors to send: no other upload sends these. */
export interface RetryHolder {
  readonly id: string;
  readonly fileName: string;
  readonly state: UploadState;
  readonly debtors: number;
  readonly isCorrection: boolean;
}
