/** A time of which the portal knows nothing: from a backup until it was put back. ISO 8601. */
export interface UnknownTime {
  readonly restoreId: string;
  readonly from: string;
  readonly to: string;
  /** Uploads of which nobody knew any more whether they had been sent. */
  readonly uploads: number;
}

export interface UnknownTimesView {
  /** The first one first. */
  readonly times: readonly UnknownTime[];
  readonly canReview: boolean;
}
