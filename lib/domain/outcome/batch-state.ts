/**
 * pending → sending → settled; sending → split (refused as a whole, its children take over);
 * sending → unconfirmed → settled (read back, or a person's word). pending → cancelled when its upload is.
 * A batch found in `sending` after its lease has ended is unconfirmed: the request may have arrived.
 */
export const batchStates = ["pending", "sending", "settled", "split", "unconfirmed", "cancelled"] as const;
export type BatchState = (typeof batchStates)[number];

/**
 * `sending → pending` only where the request certainly did not arrive, the reply itself says throttled, or the CRM is known to update
 * what it has (once). `pending → unconfirmed`: such a one whose upload is cancelled before it is sent again.
 */
export const batchMoves: Readonly<Record<BatchState, readonly BatchState[]>> = {
  pending: ["sending", "cancelled", "unconfirmed"],
  sending: ["settled", "split", "unconfirmed", "pending"],
  unconfirmed: ["settled"],
  settled: [],
  split: [],
  cancelled: [],
};
