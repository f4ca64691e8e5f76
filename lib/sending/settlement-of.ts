import { maxResends, type SettledState } from "#lib/database/batches/batches.ts";
import type { RecordOutcome } from "#lib/database/records/records.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { RunReason } from "#lib/domain/outcome/run-reasons.ts";
import type { DebtorVerdict, Verdict } from "#lib/wolkvox/verdict.ts";

/** What a verdict does to its batch, to the debtors in it, and to the run. */
export interface Settlement {
  /** `split`: halved if the price allows it, else settled by `outcomes`. */
  readonly state: SettledState;
  /** One per debtor of the batch; none when the batch goes back to be sent again. */
  readonly outcomes: readonly RecordOutcome[];
  readonly delaySeconds: number;
  readonly waitReason: string | null;
  readonly stop: { readonly reason: string; readonly detail: string | null } | null;
  /** What batches that failed for one cause have in common; null: something went well, `undefined`: it says nothing of the kind. */
  readonly alikeKey?: string | null;
  /** Sent again although it may have arrived. */
  readonly isResend?: boolean;
  /** The remote's own words about the batch. */
  readonly remoteText?: string | null;
}

export interface SentUnder {
  /** Times the batch was sent, this one included. */
  readonly attempts: number;
  readonly resends: number;
  readonly repeatBehaviour: RepeatBehaviour;
  /** How often a CRM in maintenance is tried. */
  readonly probeSeconds: number;
  /** From 0 to 1: spreads those who were refused together. */
  readonly jitter: number;
}

/** Pauses before a batch is sent again, when the remote names none: doubling from 2 s to 5 minutes. */
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

/** How long a throttled answer holds: as long as it asks for, else until a maintenance is tried again, else `busySeconds`. */
export function throttledSeconds(
  { reason, retryAfterMs }: Extract<Verdict, { kind: "throttled" }>,
  probeSeconds: number,
  busySeconds: number,
): number {
  if (retryAfterMs !== null) return retryAfterMs / 1_000;
  return reason === "maintenance" ? probeSeconds : busySeconds;
}

/** Same kind, same reason, same words but for the figures in them, which name a debtor or count. Null when somebody was accepted. */
function alikeKeyOf(verdict: Verdict): string | null {
  if (verdict.perDebtor.some((debtor) => debtor.outcome === "accepted")) return null;
  const first = verdict.perDebtor[0];
  const text = verdict.remoteText ?? first?.remoteText ?? "";
  return `${verdict.kind}:${first?.reason ?? ""}:${text.replaceAll(/\d+/g, "#").slice(0, 500).toWellFormed()}`;
}

/**
 * Whoever is refused when sent again may have got in the first time: to call them rejected would say that they are not in the CRM, and
 * halving them would forget it. A read-back finds out.
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
  // A batch with debtors that nobody knows about is unconfirmed as a batch: it is what a read-back looks for.
  const isOpen = perDebtor.some((debtor) => debtor.outcome === "unconfirmed");
  const outcomes = perDebtor.map(({ outcome, ...debtor }) => ({ ...debtor, state: outcome }));
  return { state: isOpen ? "unconfirmed" : state, outcomes, delaySeconds: 0, waitReason: null, stop: null };
}

function again(delaySeconds: number, waitReason: string | null): Settlement {
  return { state: "pending", outcomes: [], delaySeconds, waitReason, stop: null };
}

/** A busy remote is tried once a minute, whatever else was refused before: its pace is kept by the gate. */
function busyWait(attempts: number, jitter: number): number {
  return Math.min(backoff(attempts, jitter), maxBusySeconds * (0.75 + jitter / 2));
}

function backoff(attempts: number, jitter: number): number {
  const seconds = Math.min(firstDelaySeconds * 2 ** Math.min(attempts - 1, 20), maxDelaySeconds);
  return seconds * (0.75 + jitter / 2);
}
