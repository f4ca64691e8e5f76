import type { SlowReason } from "#lib/domain/outcome/slowdown.ts";

/** How fast a server is called, and what it last answered about that. Times are ms of the database's clock. */
export interface ServerSpeed {
  readonly intervalMs: number;
  readonly slowedAt: number | null;
  readonly slowReason: SlowReason | null;
  /** The time up to which good answers have already shortened the interval. */
  readonly easedAt: number | null;
  /** The interval in use when the CRM last asked to go slower. */
  readonly toldMs: number | null;
  readonly holdSeconds: number;
  readonly holdUntil: number | null;
}

/** The slowest pace: one call per 10 s. A slower remote is better tried once a minute behind a closed gate. */
const maxIntervalMs = 10_000;
/**
 * Good answers halve the interval every 20 s, however many there are: from the slowest pace back to ten calls
 * a second takes 133 s.
 */
const halfLifeMs = 20_000;
/** The longest gap between two answers that counts as good time: without calls there were no good answers. */
const maxElapsedMs = 60_000;

/**
 * After a complaint of the CRM, its pace is not tried again for this long; the time doubles with each
 * complaint on the way back to it.
 */
const firstHoldSeconds = 60;
const maxHoldSeconds = 240;
/** During a hold the interval stays at this multiple of the one complained about. */
const holdMargin = 1.25;
/** A complaint that comes longer than this after the last hold is unrelated to it. */
const memoryMs = 600_000;

export interface Complaint {
  readonly reason: SlowReason;
  /** When the call took its place. */
  readonly takenAt: number;
  readonly now: number;
  /** How long the gate stays closed because of it; a hold begins after that. */
  readonly closedSeconds: number;
}

/**
 * The speed after a complaint: the interval doubles if the CRM asked to go slower, and grows by half if it
 * was slow or silent.
 */
export function slowed(speed: ServerSpeed, { reason, takenAt, now, closedSeconds }: Complaint): ServerSpeed {
  // Calls that were under way together count as one complaint: the first.
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
  // At the slowest pace the complaint is not about the pace.
  if (holdUntil === null || intervalMs >= maxIntervalMs || now - holdUntil > memoryMs) return firstHoldSeconds;
  return now < holdUntil ? holdSeconds : Math.min(holdSeconds * 2, maxHoldSeconds);
}

/** The speed after a good answer: the interval nears `minIntervalMs` by the time since the last good one. */
export function eased(speed: ServerSpeed, takenAt: number, now: number, minIntervalMs: number): ServerSpeed {
  const { intervalMs, slowedAt, toldMs, holdUntil } = speed;
  // A call from before the slowdown proves nothing about the present pace.
  if (slowedAt !== null && takenAt <= slowedAt) return speed;
  const elapsedMs = Math.min(now - (speed.easedAt ?? now), maxElapsedMs);
  const isHeld = toldMs !== null && holdUntil !== null && now < holdUntil;
  const floor = isHeld ? Math.max(minIntervalMs, Math.min(intervalMs, Math.ceil(toldMs * holdMargin))) : minIntervalMs;
  const next = Math.max(floor, Math.round(intervalMs * 2 ** (-elapsedMs / halfLifeMs)));
  if (next <= minIntervalMs) return { ...speed, intervalMs: minIntervalMs, slowReason: null, easedAt: now };
  // If the change rounds to less than 1 ms, the elapsed time is kept for the next answer; time in a hold is not.
  return next === intervalMs && !isHeld && speed.easedAt !== null
    ? speed
    : { ...speed, intervalMs: next, easedAt: now };
}
