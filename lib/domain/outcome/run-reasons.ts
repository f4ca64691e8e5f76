/** Reasons that the run itself gives a debtor, beside those of the verdicts (`reasons.*`). */
export const runReasons = [
  "upload_cancelled",
  "worker_lost",
  "not_in_crm",
  "read_back_differs",
  "read_back_not_shown",
  "read_back_several",
  /** The CRM refused the question itself: its words stand beside it. */
  "read_back_refused",
  /** The CRM said no when it was sent once more, and may have said yes before. */
  "refused_on_resend",
  "person",
] as const;
export type RunReason = (typeof runReasons)[number];

/** Why an upload that is the first in line has not begun yet. */
export const queueReasons = ["earlier_upload"] as const;

/** Why the run itself paused (`reasons.stop.*`): a person decides whether to go on. */
export const pauseReasons = ["alike_failures"] as const;
