import { maxResends, type SettledState } from "#lib/database/batches/batches.ts";
import type { RecordOutcome } from "#lib/database/records/records.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { RunReason } from "#lib/domain/outcome/run-reasons.ts";
import type { DebtorVerdict, Verdict } from "#lib/wolkvox/verdict.ts";

/** What a verdict does to its batch, to the batch's debtors, and to the run. */
export interface Settlement {
  /** `split`: halved if the price allows it, otherwise settled by `outcomes`. */
  readonly state: SettledState;
  /** One per debtor of the batch; empty if the batch is put back to be sent again. */
  readonly outcomes: readonly RecordOutcome[];
  readonly delaySeconds: number;
  readonly waitReason: string | null;
  readonly stop: { readonly reason: string; readonly detail: string | null } | null;
  /**
   * The same for batches that failed for one cause. null: some debtor was accepted. undefined: the
   * verdict is no such failure.
   */
  readonly alikeKey?: string | null;
  /** Sent again although it may have arrived. */
  readonly isResend?: boolean;
  /** The CRM's own words about the batch. */
  readonly remoteText?: string | null;
}

export interface SentUnder {
  /** Times the batch was sent, this one included. */
  readonly attempts: number;
  readonly resends: number;
  readonly repeatBehaviour: RepeatBehaviour;
  /** Seconds between two tries of a CRM in maintenance. */
  readonly probeSeconds: number;
  /** From 0 to 1: spreads the retries of batches that were refused together. */
  readonly jitter: number;
}

/** Pauses before a batch is sent again if the CRM names none: doubling from 2 s to 5 minutes, each ±25 % by jitter. */
const firstDelaySeconds = 2;
const maxDelaySeconds = 300;
const maxBusySeconds = 60;

export function settlementOf(verdict: Verdict, under: SentUnder): Settlement {
  const { attempts, jitter } = under;
  switch (verdict.kind) {
    case "accepted":
      return { ...settled("settled", verdict.perDebtor), alikeKey: null };
    case "partly":
      return {
        ...settled("settled", doubted(verdict.perDebtor, under.resends)),
        alikeKey: alikeKeyOf(verdict),
        remoteText: verdict.remoteText,
      };
    case "refused_whole":
      return {
        ...(verdict.canHalve && under.resends === 0
          ? settled("split", verdict.perDebtor)
          : settled("settled", doubted(verdict.perDebtor, under.resends))),
        alikeKey: alikeKeyOf(verdict),
        remoteText: verdict.remoteText,
      };
    case "unconfirmed": {
      const alikeKey = alikeKeyOf(verdict);
      const { remoteText } = verdict;
      if (under.repeatBehaviour === "updates" && under.resends < maxResends)
        return { ...again(backoff(attempts, jitter), null), isResend: true, alikeKey, remoteText };
      return { ...settled("unconfirmed", verdict.perDebtor), alikeKey, remoteText };
    }
    case "throttled": {
      const seconds = throttledSeconds(verdict, under.probeSeconds, busyWait(attempts, jitter));
      return again(verdict.retryAfterMs === null ? seconds : seconds + jitter, verdict.reason);
    }
    case "not_arrived":
      return again(backoff(attempts, jitter), verdict.reason);
    case "stop":
      return { ...again(0, null), stop: { reason: verdict.reason, detail: verdict.remoteText } };
  }
}

/**
 * How many seconds a throttled answer holds: what it asks for; otherwise until the next try of a CRM in
 * maintenance; otherwise `busySeconds`.
 */
export function throttledSeconds(
  { reason, retryAfterMs }: Extract<Verdict, { kind: "throttled" }>,
  probeSeconds: number,
  busySeconds: number,
): number {
  if (retryAfterMs !== null) return retryAfterMs / 1_000;
  return reason === "maintenance" ? probeSeconds : busySeconds;
}

/**
 * Kind, reason and words of a failed verdict, without the figures in the words, which name a debtor or count.
 * Null if a debtor was accepted.
 */
function alikeKeyOf(verdict: Verdict): string | null {
  if (verdict.perDebtor.some((debtor) => debtor.outcome === "accepted")) return null;
  const first = verdict.perDebtor[0];
  const text = verdict.remoteText ?? first?.remoteText ?? "";
  return `${verdict.kind}:${first?.reason ?? ""}:${text.replaceAll(/\d+/g, "#").slice(0, 500).toWellFormed()}`;
}

/**
 * A debtor that is refused when sent again may have got in the first time. "Rejected" would claim that it is
 * not in the CRM, and halving would forget the doubt. A read-back finds out.
 */
function doubted(perDebtor: readonly JudgedDebtor[], resends: number): readonly JudgedDebtor[] {
  if (resends === 0) return perDebtor;
  return perDebtor.map((debtor) =>
    debtor.outcome === "rejected"
      ? { ...debtor, outcome: "unconfirmed", evidence: null, reason: "refused_on_resend" }
      : debtor,
  );
}

type JudgedDebtor = Omit<DebtorVerdict, "reason"> & { readonly reason: DebtorVerdict["reason"] | RunReason };

function settled(state: SettledState, perDebtor: readonly JudgedDebtor[]): Settlement {
  // A batch with unconfirmed debtors is unconfirmed itself: that is what read-backs look for.
  const isOpen = perDebtor.some((debtor) => debtor.outcome === "unconfirmed");
  const outcomes = perDebtor.map(({ outcome, ...debtor }) => ({ ...debtor, state: outcome }));
  return { state: isOpen ? "unconfirmed" : state, outcomes, delaySeconds: 0, waitReason: null, stop: null };
}

function again(delaySeconds: number, waitReason: string | null): Settlement {
  return { state: "pending", outcomes: [], delaySeconds, waitReason, stop: null };
}

/** A busy CRM is tried about once a minute at the latest, however often it refused before: the gate keeps its pace. */
function busyWait(attempts: number, jitter: number): number {
  return Math.min(backoff(attempts, jitter), maxBusySeconds * (0.75 + jitter / 2));
}

function backoff(attempts: number, jitter: number): number {
  const seconds = Math.min(firstDelaySeconds * 2 ** Math.min(attempts - 1, 20), maxDelaySeconds);
  return seconds * (0.75 + jitter / 2);
}
