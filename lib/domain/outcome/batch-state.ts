/**
 * pending → sending → settled; sending → split (refused whole, its halves take over); sending → unconfirmed →
 * settled (read back, or set by a person); pending → cancelled with its upload. If a batch is still `sending`
 * after its lease, nobody knows whether it arrived.
 */
export const batchStates = ["pending", "unchanged", "sending", "settled", "split", "unconfirmed", "cancelled"] as const;
export type BatchState = (typeof batchStates)[number];

export const batchMoves = {
  // Unconfirmed: its upload is cancelled while it waits to be sent again although it may have arrived.
  pending: ["unchanged", "sending", "unconfirmed", "cancelled"],
  // Not sent: its debtors are unchanged. Changes places with pending only before the confirmation.
  unchanged: ["pending"],
  // Back to pending only if the request certainly did not arrive, the CRM said to wait, or the CRM is
  // known to update (once).
  sending: ["settled", "split", "unconfirmed", "pending"],
  // Halving it would cost too much, so its debtors are settled with it.
  split: ["settled"],
  unconfirmed: ["settled"],
  settled: [],
  cancelled: [],
} as const satisfies Readonly<Record<BatchState, readonly BatchState[]>>;

/** The states that queries and SQL functions treat alike; a test compares their text with this. */
export const batchGroups = {
  /** Keeps its run from ending: it has to be sent, or its answer is still to come. */
  open: ["pending", "sending"],
  /** Its answer said what became of it. */
  answered: ["settled", "split"],
  /** Each of its debtors has an outcome. */
  withOutcomes: ["settled", "unconfirmed"],
  /** May have a lease: while it is sent, and while it is read back. */
  leased: ["sending", "unconfirmed"],
} as const satisfies Readonly<Record<string, readonly BatchState[]>>;
