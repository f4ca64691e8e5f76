/** One request to the CRM, whatever came of it. */
export interface CallView {
  readonly id: string;
  /** Where its batch stands in the upload, from 0; null for calls that carried none. */
  readonly batchOrdinal: number | null;
  readonly endpoint: string;
  readonly startedAt: string;
  /** Null where nobody heard the end of it: its worker was lost. */
  readonly durationMs: number | null;
  readonly httpStatus: number | null;
  readonly verdict: string;
  readonly isSettling: boolean;
  readonly debtors: number;
  /** Null once it is erased with its upload's data. */
  readonly replyExcerpt: string | null;
}
