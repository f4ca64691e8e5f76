/** The failures of an upload that a correction begins with; the last three say which, or all are null. */
export interface BegunWith {
  readonly uploadId: string;
  /** Ordinals, as an address has them. */
  readonly debtors: string | null;
  /** The key of a reason for rejecting. */
  readonly reason: string | null;
  /** The key of a reason for leaving out. */
  readonly leftOut: string | null;
}

/** Names these failures, so that the work begun with them is found again. */
export function markOf({ uploadId, debtors, reason, leftOut }: BegunWith): string {
  return JSON.stringify([uploadId, debtors, reason, leftOut]);
}

/** The failures that {@link markOf} named. */
export function readMark(mark: string): BegunWith {
  const [uploadId = "", debtors = null, reason = null, leftOut = null]: (string | null)[] = JSON.parse(mark);
  return { uploadId: uploadId ?? "", debtors, reason, leftOut };
}
