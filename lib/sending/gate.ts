import { setTimeout as sleep } from "node:timers/promises";
import {
  closeGate,
  easePace,
  type PaceLimits,
  type Place,
  slowDown,
  takePlace,
} from "#lib/database/calls/server-pace.ts";
import { portalDatabase } from "#lib/database/client.ts";
import { workEnv } from "#lib/env.ts";
import type { Exchange } from "#lib/wolkvox/exchange.ts";
import type { Verdict } from "#lib/wolkvox/verdict.ts";

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

/** How long before its place a caller begins to prepare its call: a claim under load takes some tens of ms. */
const readyMs = 200;

/** A place, and when it is by this process's own clock (ms of performance.now()). */
export type TakenPlace = Extract<Place, { kind: "granted" }> & { readonly beginAt: number };

/** A place, or why there is none: it would come after the caller's time (`late`), or the gate is `closed`. */
export type AskedPlace = TakenPlace | Extract<Place, { kind: "closed" | "late" }>;

/** Takes a place for a call to `server`, if it comes before `until` (ms of Date.now()). */
export async function askForPlace(server: string, until: number): Promise<AskedPlace> {
  const place = await takePlace(portalDatabase(), server, paceLimits(), until - Date.now());
  if (place.kind !== "granted") return place;
  return { ...place, beginAt: performance.now() + place.waitMs };
}

/**
 * Waits until shortly before a place that was taken. The caller then prepares its call and begins it at
 * {@link untilPlace}: calls that begin when their preparation happens to end would come in bunches.
 */
export async function untilNearly({ beginAt }: TakenPlace): Promise<void> {
  const waitMs = beginAt - performance.now() - readyMs;
  if (waitMs > 0) await sleep(waitMs);
}

/** Waits until a place that was taken. */
export async function untilPlace({ beginAt }: TakenPlace): Promise<void> {
  const waitMs = beginAt - performance.now();
  if (waitMs > 0) await sleep(Math.ceil(waitMs));
}

/** A third of the 60 s that the sibling API allows a call: the server is near its limits. */
const slowMs = 20_000;

/** An answer and its verdict; null for a question that was answered. */
export interface Judged {
  readonly exchange: Exchange;
  readonly verdict: Verdict | null;
}

/**
 * Adjusts the server's pace to an answer. Limits are per address, so what the CRM tells one tenant about its
 * pace holds for all tenants on that server; the day's budget and the calls at once belong to the token.
 * `waitSeconds`: how long a throttled answer holds.
 */
export async function notePace(
  server: string,
  { at, isAtBest }: TakenPlace,
  { exchange, verdict }: Judged,
  waitSeconds: number,
): Promise<void> {
  if (verdict?.kind === "throttled") {
    const { reason } = verdict;
    if (reason === "rate_limited") await slowDown(server, { reason, takenAt: at, closedSeconds: waitSeconds });
    if (reason === "rate_limited" || reason === "maintenance")
      await closeGate(portalDatabase(), server, reason, waitSeconds);
  } else if (exchange.kind === "failure" || exchange.durationMs > slowMs)
    await slowDown(server, { reason: "slow_answers", takenAt: at, closedSeconds: 0 });
  else if (!isAtBest) await easePace(server, at, paceLimits().minIntervalMs);
}
