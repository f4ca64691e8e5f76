import { describe, expect, it } from "vitest";
import { eased, type ServerSpeed, slowed } from "#lib/database/calls/pace-law.ts";
import { settlementOf } from "#lib/sending/settlement-of.ts";
import { alike } from "#lib/wolkvox/verdict-kinds.ts";

const minIntervalMs = 100;
const minutes = 60_000;
const fresh: ServerSpeed = {
  intervalMs: minIntervalMs,
  slowedAt: null,
  slowReason: null,
  easedAt: null,
  toldMs: null,
  holdSeconds: 60,
  holdUntil: null,
};

/** The worker's wait in seconds for a call that was refused as too fast, after so many attempts. */
function waitSeconds(attempts: number): number {
  const throttled = {
    kind: "throttled",
    reason: "rate_limited",
    retryAfterMs: null,
    ...alike([], "not_sent", null, "rate_limited", null),
  } as const;
  return settlementOf(throttled, { attempts, resends: 0, repeatBehaviour: "unknown", probeSeconds: 60, jitter: 0.5 })
    .delaySeconds;
}

interface Seen {
  readonly at: number;
  readonly isRefused: boolean;
  readonly intervalMs: number;
}

/** Plays lanes at a server's gate against a CRM that accepts or refuses a call by its moment, in simulated time. */
function play(lanes: number, untilMs: number, takes: (at: number) => boolean): Seen[] {
  let speed = fresh;
  let nextAt = 0;
  let closedAt: number | null = null;
  let closedUntil: number | null = null;
  const seen: Seen[] = [];
  const events: { at: number; run: (now: number) => void }[] = [];
  const later = (at: number, run: (now: number) => void) => events.push({ at, run });

  function ask(now: number, attempts: number): void {
    if (closedUntil !== null && closedUntil > now) return void later(closedUntil, (then) => ask(then, attempts));
    if (closedUntil !== null) closedUntil = now + 60_000;
    const begin = Math.max(nextAt, now);
    nextAt = begin + speed.intervalMs;
    later(begin, (then) => call(then, now, attempts));
  }
  function call(now: number, takenAt: number, attempts: number): void {
    const isRefused = !takes(now);
    later(now + 300, (then) => answer(then, takenAt, isRefused, attempts));
  }
  function answer(now: number, takenAt: number, isRefused: boolean, attempts: number): void {
    if (isRefused) {
      const closedSeconds = waitSeconds(attempts);
      speed = slowed(speed, { reason: "rate_limited", takenAt, now, closedSeconds });
      closedAt = now;
      closedUntil = Math.max(closedUntil ?? 0, now + closedSeconds * 1_000);
    } else {
      speed = eased(speed, takenAt, now, minIntervalMs);
      if (closedAt !== null && closedAt <= takenAt) [closedAt, closedUntil] = [null, null];
    }
    seen.push({ at: now, isRefused, intervalMs: speed.intervalMs });
    ask(now, isRefused ? attempts + 1 : 1);
  }
  for (let lane = 0; lane < lanes; lane++) later(lane, (now) => ask(now, 1));
  for (let now = 0; now < untilMs; ) {
    const [event] = events.sort((left, right) => left.at - right.at).splice(0, 1);
    if (event === undefined) break;
    now = event.at;
    event.run(now);
  }
  return seen;
}

/** A CRM that wants at least `intervalMs` between two calls. */
function strict(intervalMs: number): (at: number) => boolean {
  let last = -intervalMs;
  return (at) => {
    if (at - last < intervalMs) return false;
    last = at;
    return true;
  };
}

/** A CRM that accepts at most `count` calls in any minute. */
function perMinute(count: number): (at: number) => boolean {
  let taken: number[] = [];
  return (at) => {
    taken = taken.filter((one) => at - one < minutes);
    if (taken.length >= count) return false;
    taken.push(at);
    return true;
  };
}

describe("the pace of a server", () => {
  it.each([1, 4])("recovers within 3.5 minutes after throttling, with %i lanes", (lanes) => {
    for (const throttled of [0.2, 1, 4, 12]) {
      const seen = play(lanes, (throttled + 6) * minutes, (at) => at < minutes || at > (1 + throttled) * minutes);
      const after = seen.filter(({ at }) => at > (1 + throttled) * minutes);
      const back = after.find(({ intervalMs }) => intervalMs === minIntervalMs)?.at ?? Number.POSITIVE_INFINITY;
      // Up to 75 s of this is the last closing of the gate, and 60 s the hold.
      expect((back - (1 + throttled) * minutes) / minutes).toBeLessThan(3.5);
      expect(after.every(({ isRefused }) => !isRefused)).toBe(true);
    }
  });

  it.each([
    ["300 ms between calls", () => strict(300), 200],
    ["a second between calls", () => strict(1_000), 60],
    ["four seconds between calls", () => strict(4_000), 15],
    ["60 calls a minute", () => perMinute(60), 60],
    ["300 calls a minute", () => perMinute(300), 300],
  ])("settles near a lasting limit without hitting it repeatedly: %s", (_, crm, allowed) => {
    for (const lanes of [1, 4]) {
      const hour = play(lanes, 60 * minutes, crm()).filter(({ at }) => at > 10 * minutes);
      const refusals = hour.filter(({ isRefused }) => isRefused);
      const taken = (hour.length - refusals.length) / 50;
      expect(taken).toBeGreaterThan(allowed * 0.55);
      expect(refusals.length).toBeLessThan(75);
      // Refusals come in bunches, minutes apart.
      const bunches = refusals.filter(({ at }, index) => at - (refusals[index - 1]?.at ?? 0) > 2 * minutes);
      expect(bunches.length).toBeLessThan(25);
    }
  });

  it("halves once for calls under way together", () => {
    const told = [1, 2, 3, 4].reduce(
      (speed, order) => slowed(speed, { reason: "rate_limited", takenAt: order, now: 1_000 + order, closedSeconds: 2 }),
      fresh,
    );
    expect(told).toMatchObject({ intervalMs: 200, toldMs: 100, slowReason: "rate_limited" });
  });

  it("recovers by time, whatever the number of answers", () => {
    const slow = slowed(fresh, { reason: "slow_answers", takenAt: 0, now: 0, closedSeconds: 0 });
    const start = { ...slow, intervalMs: 8_000 };
    const paceAfter = (answers: number) => {
      let speed = start;
      for (let answer = 1; answer <= answers; answer++)
        speed = eased(speed, 1, (20_000 * answer) / answers, minIntervalMs);
      return speed.intervalMs;
    };
    expect(paceAfter(2)).toBe(4_000);
    expect(Math.abs(paceAfter(200) - 4_000)).toBeLessThan(40);
  });

  it("ignores an answer to a call from before", () => {
    const slow = slowed(fresh, { reason: "rate_limited", takenAt: 0, now: 1_000, closedSeconds: 0 });
    expect(eased(slow, 999, 60_000, minIntervalMs)).toBe(slow);
  });
});
