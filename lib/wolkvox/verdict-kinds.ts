import type { Evidence, Outcome } from "#lib/domain/outcome/outcome.ts";
import type {
  NotArrivedReason,
  ReasonCode,
  RejectionReason,
  StopReason,
  UnconfirmedReason,
  WaitReason,
} from "./reasons.ts";

export interface SentDebtor {
  readonly identification: string;
  /** Its JSON as sent, if known: a remark may quote any of its values, not only the identification. */
  readonly payload?: string | null;
}

/** What a call means for one debtor. `not_sent`: nothing was done with it, and it may be sent again. */
export interface DebtorVerdict {
  readonly identification: string;
  readonly outcome: Outcome;
  readonly evidence: Evidence | null;
  readonly reason: ReasonCode | null;
  /** The remote's own words about this debtor, or about its batch. */
  readonly remoteText: string | null;
}

interface OnBatch {
  /** One for each debtor, in the order sent. */
  readonly perDebtor: readonly DebtorVerdict[];
  /** The remote's own words about the batch. */
  readonly remoteText: string | null;
}

export type Verdict =
  /** Proved: every debtor was written. */
  | ({ readonly kind: "accepted" } & OnBatch)
  /**
   * The reply distinguishes debtors: each has its own outcome (all may be rejected, or some unconfirmed).
   * Never halved.
   */
  | ({ readonly kind: "partly" } & OnBatch)
  /**
   * Nothing was written. Of several debtors one may be the cause: `canHalve`. If not halved, they are
   * rejected as a whole.
   */
  | ({ readonly kind: "refused_whole"; readonly reason: RejectionReason; readonly canHalve: boolean } & OnBatch)
  /** The outcome is unknown: read back, or ask a person. Never sent again automatically. */
  | ({ readonly kind: "unconfirmed"; readonly reason: UnconfirmedReason } & OnBatch)
  /** The reply says to wait; nothing was done. `retryAfterMs` is the wait it names; null if it names none. */
  | ({ readonly kind: "throttled"; readonly reason: WaitReason; readonly retryAfterMs: number | null } & OnBatch)
  /** The request certainly did not arrive: the same batch may be sent again. */
  | ({ readonly kind: "not_arrived"; readonly reason: NotArrivedReason } & OnBatch)
  /** Nothing was done, and nothing can be until an admin has fixed it. */
  | ({ readonly kind: "stop"; readonly reason: StopReason } & OnBatch);

/** Every debtor unconfirmed, for one reason. */
export function unconfirmed(sent: readonly SentDebtor[], reason: UnconfirmedReason, text: string | null): Verdict {
  return { kind: "unconfirmed", reason, ...alike(sent, "unconfirmed", null, reason, text) };
}

/** Every debtor rejected; a single one is thereby known to be the cause. */
export function refusedWhole(sent: readonly SentDebtor[], reason: RejectionReason, text: string | null): Verdict {
  const evidence = sent.length === 1 ? "isolated" : "whole_batch";
  return {
    kind: "refused_whole",
    reason,
    canHalve: sent.length > 1,
    ...alike(sent, "rejected", evidence, reason, text),
  };
}

export function alike(
  sent: readonly SentDebtor[],
  outcome: Outcome,
  evidence: Evidence | null,
  reason: ReasonCode | null,
  remoteText: string | null,
): OnBatch {
  return {
    remoteText,
    perDebtor: sent.map(({ identification }) => ({ identification, outcome, evidence, reason, remoteText })),
  };
}
