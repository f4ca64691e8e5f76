/**
 * pending → sending → settled; sending → split (refused as a whole, its halves take over); sending → unconfirmed → settled (read back, or
 * a person's word); pending → cancelled with its upload. Of a batch found in `sending` after its lease nobody knows whether it arrived.
 */
export const batchStates = ["pending", "sending", "settled", "split", "unconfirmed", "cancelled"] as const;
export type BatchState = (typeof batchStates)[number];

export const batchMoves = {
  // Unconfirmed: one that waits to be sent again though it may have arrived, when its upload is cancelled.
  pending: ["sending", "unconfirmed", "cancelled"],
  // Back to pending only where the request certainly did not arrive, the CRM said to wait, or it is known to update what it has (once).
  sending: ["settled", "split", "unconfirmed", "pending"],
  // Halving it would have cost too much, so its debtors end with it.
  split: ["settled"],
  unconfirmed: ["settled"],
  settled: [],
  cancelled: [],
} as const satisfies Readonly<Record<BatchState, readonly BatchState[]>>;

/** The states that queries and SQL functions take together; a test compares what these spell with it. */
export const batchGroups = {
  /** Keeps its run from ending: it has to be sent, or its answer is to come. */
  open: ["pending", "sending"],
  /** Its answer said what became of it. */
  answered: ["settled", "split"],
  /** Each of its debtors has an outcome. */
  withOutcomes: ["settled", "unconfirmed"],
  /** May have a lease: while it is sent, and while it is read back. */
  leased: ["sending", "unconfirmed"],
} as const satisfies Readonly<Record<string, readonly BatchState[]>>;
