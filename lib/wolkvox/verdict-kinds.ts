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
  /** Its JSON as it was sent, where it is known: what a remark may quote besides identifications. */
  readonly payload?: string | null;
}

/** What a call says about one debtor of it. `not_sent`: nothing was done for it and it may be sent again. */
export interface DebtorVerdict {
  readonly identification: string;
  readonly outcome: Outcome;
  readonly evidence: Evidence | null;
  readonly reason: ReasonCode | null;
  /** The remote's own words about this debtor, or about its batch. */
  readonly remoteText: string | null;
}

interface OnBatch {
  /** One for each debtor sent, in the order sent. */
  readonly perDebtor: readonly DebtorVerdict[];
  /** The remote's own words about the batch. */
  readonly remoteText: string | null;
}

export type Verdict =
  /** Proved: every debtor was written. */
  | ({ readonly kind: "accepted" } & OnBatch)
  /** The reply tells debtors apart: each has its own outcome (all may be rejected, or some unconfirmed). Never halved. */
  | ({ readonly kind: "partly" } & OnBatch)
  /** Nothing was written. Of several debtors one may be the cause: `canHalve`. Not halved, they are rejected as a whole. */
  | ({ readonly kind: "refused_whole"; readonly reason: RejectionReason; readonly canHalve: boolean } & OnBatch)
  /** Nobody knows: read back, or ask a person. Never sent again by itself. */
  | ({ readonly kind: "unconfirmed"; readonly reason: UnconfirmedReason } & OnBatch)
  /** The reply itself says to wait; nothing was done. `retryAfterMs` is what it asks for, null when it does not say. */
  | ({ readonly kind: "throttled"; readonly reason: WaitReason; readonly retryAfterMs: number | null } & OnBatch)
  /** The request certainly did not arrive: the same batch may be sent again. */
  | ({ readonly kind: "not_arrived"; readonly reason: NotArrivedReason } & OnBatch)
  /** Nothing was done, and nothing will be until an admin has put it right. */
  | ({ readonly kind: "stop"; readonly reason: StopReason } & OnBatch);

/** Every debtor unconfirmed, for one reason. */
export function unconfirmed(sent: readonly SentDebtor[], reason: UnconfirmedReason, text: string | null): Verdict {
  return { kind: "unconfirmed", reason, ...alike(sent, "unconfirmed", null, reason, text) };
}

/** Every debtor rejected; a single one is thereby found to be the cause. */
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
