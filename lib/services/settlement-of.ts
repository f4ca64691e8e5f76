import type { SettledState } from "#lib/database/batches.ts";
import type { RecordOutcome } from "#lib/database/records.ts";
import type { DebtorVerdict, Verdict } from "#lib/wolkvox/verdict.ts";

/** What a verdict does to its batch, to the debtors in it, and to the run. */
export interface Settlement {
  readonly state: SettledState;
  /** One per debtor of the batch; none when the batch goes back to be sent again. */
  readonly outcomes: readonly RecordOutcome[];
  readonly delaySeconds: number;
  readonly waitReason: string | null;
  readonly stop: { readonly reason: string; readonly detail: string | null } | null;
}

/** Pauses before a batch is sent again, when the remote names none: doubling from 2 s to 5 minutes. */
const firstDelaySeconds = 2;
const maxDelaySeconds = 300;

/** `attempts` counts this one; `jitter` from 0 to 1 spreads those who were refused together. */
export function settlementOf(verdict: Verdict, attempts: number, jitter: number): Settlement {
  switch (verdict.kind) {
    case "accepted":
    case "partly":
    // Halving is not for here: a batch refused as a whole is rejected as a whole, and says so in its evidence.
    case "refused_whole":
      return settled("settled", verdict.perDebtor);
    case "unconfirmed":
      return settled("unconfirmed", verdict.perDebtor);
    case "throttled":
      return again(
        verdict.retryAfterMs === null ? backoff(attempts, jitter) : verdict.retryAfterMs / 1_000 + jitter,
        verdict.reason,
      );
    case "not_arrived":
      return again(backoff(attempts, jitter), verdict.reason);
    case "stop":
      return { ...again(0, null), stop: { reason: verdict.reason, detail: verdict.remoteText } };
  }
}

function settled(state: "settled" | "unconfirmed", perDebtor: readonly DebtorVerdict[]): Settlement {
  // A batch with debtors that nobody knows about is unconfirmed as a batch: it is what a read-back looks for.
  const isOpen = perDebtor.some((debtor) => debtor.outcome === "unconfirmed");
  const outcomes = perDebtor.map(({ outcome, ...debtor }) => ({ ...debtor, state: outcome }));
  return { state: isOpen ? "unconfirmed" : state, outcomes, delaySeconds: 0, waitReason: null, stop: null };
}

function again(delaySeconds: number, waitReason: string | null): Settlement {
  return { state: "pending", outcomes: [], delaySeconds, waitReason, stop: null };
}

function backoff(attempts: number, jitter: number): number {
  const seconds = Math.min(firstDelaySeconds * 2 ** Math.min(attempts - 1, 20), maxDelaySeconds);
  return seconds * (0.75 + jitter / 2);
}
