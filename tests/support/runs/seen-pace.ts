import type { SeenRequest } from "../wolkvox-sandbox/ledger.ts";

/** What clocks round off. */
const roundedMs = 1;

/**
 * How late a call may begin, ms: a place is by the database's clock, and from there to the sandbox's it is an answer, a timer, a connection
 * and two processes that may have to wait for a processor: 6 ms where nothing else runs, which is seldom so. Nothing makes a call early, but
 * one that is late has the next one close behind it, so the least distance between two says nothing, and what adds up over a stretch does.
 */
export const lateMs = 200;

/**
 * Calls that came too soon after those before them, whatever they were for: in no stretch of time, however long and whenever it begins, may
 * there be more than one call each `intervalMs` and what `lateMs` accounts for. So a second holds 1 + (1000 + lateMs) / intervalMs of them
 * at most, and a lull earns nobody a burst. Answers how many ms each was too soon.
 */
export function hastyCalls(requests: readonly SeenRequest[], intervalMs: number): number[] {
  const starts = requests.map(({ startedAt }) => startedAt);
  let due = Number.NEGATIVE_INFINITY;
  return starts
    .toSorted((a, b) => a - b)
    .map((at) => {
      const tooSoonMs = due - lateMs - roundedMs - at;
      due = Math.max(due, at) + intervalMs;
      return tooSoonMs;
    })
    .filter((tooSoonMs) => tooSoonMs > 0);
}

/**
 * Calls that began sooner than `probeMs` after the one before. Only one that had no answer by then, because its process was held up, may
 * have another so close behind it.
 */
export function hastyProbes(requests: readonly SeenRequest[], probeMs: number): number[] {
  const starts = requests.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
  return starts.filter((at, index) => at < (starts[index - 1] ?? Number.NEGATIVE_INFINITY) + probeMs - roundedMs);
}
