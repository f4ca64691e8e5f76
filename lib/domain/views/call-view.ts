/** One request to the CRM, whatever its result. */
export interface CallView {
  readonly id: string;
  /** The place of its batch among those of the upload that are sent, from 0; null for a call without a batch. */
  readonly batchOrdinal: number | null;
  readonly endpoint: string;
  readonly startedAt: string;
  /** Null if its worker was lost before the call ended. */
  readonly durationMs: number | null;
  readonly httpStatus: number | null;
  readonly verdict: string;
  readonly isSettling: boolean;
  /** Those it carried; null if its worker was lost, or it was noted before that was. */
  readonly debtors: number | null;
  /** Null once erased with its upload's data. */
  readonly replyExcerpt: string | null;
}
