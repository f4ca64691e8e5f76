/** The four outcomes of a debtor. "Unconfirmed" is never shown as accepted and never blindly sent again. */
export const outcomes = ["accepted", "rejected", "unconfirmed", "not_sent"] as const;
export type Outcome = (typeof outcomes)[number];

/**
 * A record's outcome; `pending` until it has one; or `unchanged`: not sent, because the CRM accepted the same from an
 * earlier upload of the portfolio.
 */
export type RecordState = Outcome | "pending" | "unchanged";

/** The order of every list and bar of outcomes. */
export const outcomeKinds = ["accepted", "unchanged", "rejected", "unconfirmed", "not_sent", "pending"] as const;
export type OutcomeKind = (typeof outcomeKinds)[number];

/** How an outcome is known. */
export const evidences = ["whole_batch", "named_in_reply", "isolated", "read_back", "person"] as const;
export type Evidence = (typeof evidences)[number];
