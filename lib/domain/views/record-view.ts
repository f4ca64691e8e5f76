import type { Evidence, RecordState } from "../outcome/outcome.ts";
import type { Maskable } from "./debtor-ref.ts";

/** A record: one debtor of an upload, as result pages and the search show it. */
export interface RecordView extends Maskable {
  readonly uploadId: string;
  readonly fileName: string;
  readonly ordinal: number;
  readonly identification: string;
  /** Lines of the file; none in a close-out, which has no file. */
  readonly lines: readonly number[];
  readonly obligations: number;
  readonly balance: string;
  readonly state: RecordState;
  readonly evidence: Evidence | null;
  /** A code for the catalogues (`reasons.*`). */
  readonly reason: string | null;
  readonly remoteText: string | null;
  readonly settledAt: string | null;
  /** The upload that sends the debtor again; null for none. */
  readonly retriedInId?: string | null;
  /**
   * `retriedInId` is a correction (`isInCorrection`), or was discarded before it sent anything (`isInDiscarded`).
   */
  readonly isInCorrection?: boolean;
  readonly isInDiscarded?: boolean;
  /** The debtor's state in `retriedInId`. */
  readonly retriedState?: RecordState;
  /**
   * `retriedInId` is the upload that the debtor came from: this upload was discarded, and the debtor can be
   * sent from there.
   */
  readonly isBack?: boolean;
  /** The CRM accepted the debtor in `retriedInId`, or in an upload that sends the debtors of that one again. */
  readonly acceptedLater?: boolean;
  /** It failed, and its debtor is held: neither retried nor corrected until the hold ends. */
  readonly isHeld?: true;
  /** It failed, and a later upload carries its debtor: what this one has is neither retried nor corrected. */
  readonly isSentLater?: true;
  /** The correction sends what it was to bring under another identification. */
  readonly wentAsAnother?: true;
  /** As `hasNoBalance` of its upload (UploadView). */
  readonly hasNoBalance?: true;
  /** For an unchanged debtor: the upload that had it accepted as it is here. `confirmedAt`: ISO 8601. */
  readonly sameSince?: { readonly uploadId: string; readonly fileName: string; readonly confirmedAt: string | null };
  /** For an unchanged debtor: it differs from what was accepted all the same, but only in volatile fields. */
  readonly isVolatile?: true;
  /** For evidence `person`: who stated the outcome, and their note. */
  readonly statedBy?: string | null;
  readonly note?: string | null;
}
