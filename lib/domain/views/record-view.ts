import type { Evidence, RecordState } from "../outcome/outcome.ts";

/** One debtor of an upload, as result pages and the search show it. */
export interface RecordView {
  readonly uploadId: string;
  readonly fileName: string;
  readonly ordinal: number;
  readonly identification: string;
  readonly lines: readonly number[];
  readonly obligations: number;
  readonly balance: string;
  readonly state: RecordState;
  readonly evidence: Evidence | null;
  /** A code for the catalogues (`reasons.*`). */
  readonly reason: string | null;
  readonly remoteText: string | null;
  readonly settledAt: string | null;
  /** The upload that sends it again; null: none does. */
  readonly retriedInId?: string | null;
  /** That upload is a correction, or was discarded before it sent anything. */
  readonly isInCorrection?: boolean;
  readonly isInDiscarded?: boolean;
  /** What became of it there. */
  readonly retriedState?: RecordState;
  /** `retriedInId` is where the debtor came from: this one was discarded, and it can be sent from there. */
  readonly isBack?: boolean;
  /** The CRM accepted the debtor there, or in what sends the debtors of that one again. */
  readonly acceptedLater?: boolean;
  /** As its upload has it. */
  readonly hasNoBalance?: true;
  /** Evidence `person`: who said so, and their note. */
  readonly statedBy?: string | null;
  readonly note?: string | null;
}
