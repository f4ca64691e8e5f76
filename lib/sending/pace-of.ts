import { closeGate, easePace, type PaceLimits, type Place, slowDown } from "#lib/database/calls/server-pace.ts";
import { database } from "#lib/database/client.ts";
import { workEnv } from "#lib/env.ts";

/** The deployment's pace towards every CRM. */
export function paceLimits(): PaceLimits & {
  readonly longestCallSeconds: number;
  readonly quotaRecheckSeconds: number;
} {
  const { WOLKVOX_MIN_INTERVAL_MS, WOLKVOX_PROBE_SECONDS, WOLKVOX_LONGEST_CALL_SECONDS } = workEnv();
  return {
    minIntervalMs: WOLKVOX_MIN_INTERVAL_MS,
    probeSeconds: WOLKVOX_PROBE_SECONDS,
    longestCallSeconds: WOLKVOX_LONGEST_CALL_SECONDS,
    quotaRecheckSeconds: WOLKVOX_PROBE_SECONDS * 15,
  };
}

/** A third of the 60 s that the sibling API lets a call take: the server is near its limits. */
const slowMs = 20_000;

/** What an answer means for the pace of its server. */
export interface AnswerPace {
  readonly server: string;
  /** The place of its call. */
  readonly place: Pick<Extract<Place, { kind: "granted" }>, "at" | "isAtBest">;
  readonly durationMs: number;
  /** `throttled` with its reason and wait, `answered` for any other answer, `lost` where none came. */
  readonly came:
    | { readonly kind: "throttled"; readonly reason: string; readonly seconds: number }
    | { readonly kind: "answered" | "lost" };
}

/**
 * Limits are per address, so what the CRM says to one tenant about its pace holds for all on that server. The day's budget and the
 * calls at once are the token's own affair.
 */
export async function notePace({ server, place, durationMs, came }: AnswerPace): Promise<void> {
  const takenAt = place.at;
  if (came.kind === "throttled") {
    if (came.reason === "rate_limited")
      await slowDown(server, { reason: "rate_limited", takenAt, closedSeconds: came.seconds });
    if (came.reason === "rate_limited" || came.reason === "maintenance")
      await closeGate(database(), server, came.reason, came.seconds);
  } else if (came.kind === "lost" || durationMs > slowMs)
    await slowDown(server, { reason: "slow_answers", takenAt, closedSeconds: 0 });
  else if (!place.isAtBest) await easePace(server, takenAt, paceLimits().minIntervalMs);
}
