import type { Completeness } from "../outcome/completeness.ts";
import type { RepeatBehaviour } from "../outcome/repeat-behaviour.ts";
import type { UploadView } from "./upload-view.ts";

/** An earlier upload of the same file, found before the file is loaded again. */
export interface EarlierUpload {
  readonly uploadId: string;
  readonly fileName: string;
  readonly state: UploadView["state"];
  readonly completeness: Completeness;
  /** Given up before it was confirmed: nothing of it was sent. */
  readonly isDiscarded: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
  /** What the tenant's CRM is known to do with a debtor that it has. */
  readonly repeatBehaviour: RepeatBehaviour;
}
