/** Reasons that the run itself gives a debtor, beside those of the verdicts (`reasons.*`). */
export const runReasons = [
  "upload_cancelled",
  "worker_lost",
  "not_in_crm",
  "read_back_differs",
  "read_back_several",
  "person",
] as const;

/** Why the run itself paused (`reasons.stop.*`): a person decides whether to go on. */
export const pauseReasons = ["alike_failures"] as const;
