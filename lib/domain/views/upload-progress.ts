import type { UploadView } from "./upload-view.ts";

/** An upload with the moment it was read (ISO 8601, by the portal's clock): of two, the later one counts. */
export interface UploadProgress {
  readonly at: string;
  readonly view: UploadView;
}
