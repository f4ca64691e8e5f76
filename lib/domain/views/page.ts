import type { RecordView } from "./record-view.ts";
import type { UploadView } from "./upload-view.ts";

/**
 * A part of a long list. `next` is the value of `after` that gets the following part; null at the end of the list.
 */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export type UploadPage = Page<UploadView>;

export type RecordPage = Page<RecordView>;
