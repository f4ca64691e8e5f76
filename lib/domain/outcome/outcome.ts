/** The four outcomes of a debtor. "Unconfirmed" is never shown as accepted and never blindly sent again. */
export const outcomes = ["accepted", "rejected", "unconfirmed", "not_sent"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A record's outcome; `pending` until it has one; or `unchanged`: not sent, because the CRM accepted the same from an
 * earlier upload of the portfolio.
 */
export type RecordState = Outcome | "pending" | "unchanged";

/**
 * What pages tell apart, in the order of every list and bar: record states, of which `unchanged` is two. `volatile` is
 * who was not sent either, but differs in volatile fields from what the CRM has.
 */
export const outcomeKinds = [
  "accepted",
  "unchanged",
  "volatile",
  "rejected",
  "unconfirmed",
  "not_sent",
  "pending",
] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** The kinds that are shown only where there are any. */
export const rareKinds: readonly OutcomeKind[] = ["unchanged", "volatile", "pending"];

/** Not sent, because the CRM has them, be it but for volatile fields. */
export const keptKinds = ["unchanged", "volatile"] as const satisfies readonly OutcomeKind[];
export type KeptKind = (typeof keptKinds)[number];

export function isKept(kind: string): kind is KeptKind {
  return keptKinds.some((kept) => kept === kind);
}

/** The kind of a record. `isVolatile`: it differs from what was accepted in volatile fields only. */
export function kindOf(state: RecordState, isVolatile: boolean): OutcomeKind {
  return state === "unchanged" && isVolatile ? "volatile" : state;
}

/** How an outcome is known. */
export const evidences = ["whole_batch", "named_in_reply", "isolated", "read_back", "person"] as const;
export type Evidence = (typeof evidences)[number];
