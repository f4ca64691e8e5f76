import type { SlowReason } from "#lib/domain/outcome/slowdown.ts";

/** How fast a server is asked, and what it said of that. Times are ms of the database's clock. */
export interface ServerSpeed {
  readonly intervalMs: number;
  readonly slowedAt: number | null;
  readonly slowReason: SlowReason | null;
  /** Up to when good answers have shortened the interval. */
  readonly easedAt: number | null;
  /** The interval at which the CRM last asked to go slower. */
  readonly toldMs: number | null;
  readonly holdSeconds: number;
  readonly holdUntil: number | null;
}

/** The slowest pace: one call in ten seconds. Slower than that a remote is better asked once a minute behind a closed gate. */
const maxIntervalMs = 10_000;
/** Good answers halve the interval in so long, however many they are: from the slowest pace 133 s lead back to ten calls a second. */
const halfLifeMs = 20_000;
/** The longest time between two answers that is taken for a good one: what was not asked has not been answered well. */
const maxElapsedMs = 60_000;

/** So long no pace is tried that the CRM has just complained of; twice as long each time it complains on the way back to it. */
const firstHoldSeconds = 60;
const maxHoldSeconds = 240;
/** Meanwhile the interval stays so much above the one complained of. */
const holdMargin = 1.25;
/** A complaint so long after the hold before it has nothing to do with that one. */
const memoryMs = 600_000;

export interface Complaint {
  readonly reason: SlowReason;
  /** When the place of the call was taken. */
  readonly takenAt: number;
  readonly now: number;
  /** How long the gate stays closed for it: a hold begins after that. */
  readonly closedSeconds: number;
}

/** After the CRM asked to go slower (twice as slow), or was slow or silent itself (half as slow again). */
export function slowed(speed: ServerSpeed, { reason, takenAt, now, closedSeconds }: Complaint): ServerSpeed {
  // Of several calls that were under way together the first one has said it already.
  if (speed.slowedAt !== null && takenAt <= speed.slowedAt) return speed;
  const factor = reason === "rate_limited" ? 2 : 1.5;
  const before = Math.max(speed.intervalMs, 50);
  const slower = {
    ...speed,
    intervalMs: Math.min(maxIntervalMs, Math.ceil(before * factor)),
    slowedAt: now,
    slowReason: reason,
    easedAt: now,
  };
  if (reason !== "rate_limited") return slower;
  const holdSeconds = holdAfter(speed, now);
  return { ...slower, toldMs: before, holdSeconds, holdUntil: now + (closedSeconds + holdSeconds) * 1_000 };
}

function holdAfter({ intervalMs, holdUntil, holdSeconds }: ServerSpeed, now: number): number {
  // At the slowest pace it is not the pace that is complained of.
  if (holdUntil === null || intervalMs >= maxIntervalMs || now - holdUntil > memoryMs) return firstHoldSeconds;
  return now < holdUntil ? holdSeconds : Math.min(holdSeconds * 2, maxHoldSeconds);
}

/** After an answer that came well: nearer to `minIntervalMs`, by the time that went well. */
export function eased(speed: ServerSpeed, takenAt: number, now: number, minIntervalMs: number): ServerSpeed {
  const { intervalMs, slowedAt, toldMs, holdUntil } = speed;
  // A call from before says nothing of the pace there is now.
  if (slowedAt !== null && takenAt <= slowedAt) return speed;
  const elapsedMs = Math.min(now - (speed.easedAt ?? now), maxElapsedMs);
  const isHeld = toldMs !== null && holdUntil !== null && now < holdUntil;
  const floor = isHeld ? Math.max(minIntervalMs, Math.min(intervalMs, Math.ceil(toldMs * holdMargin))) : minIntervalMs;
  const next = Math.max(floor, Math.round(intervalMs * 2 ** (-elapsedMs / halfLifeMs)));
  if (next <= minIntervalMs) return { ...speed, intervalMs: minIntervalMs, slowReason: null, easedAt: now };
  // Too little time for a whole millisecond is kept for the next answer; time spent in a hold is not.
  return next === intervalMs && !isHeld && speed.easedAt !== null
    ? speed
    : { ...speed, intervalMs: next, easedAt: now };
}
