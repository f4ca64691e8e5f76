import type { SeenRequest } from "../wolkvox-sandbox/ledger.ts";

/** What clocks may round off. */
const roundedMs = 1;

/**
 * How late a call may begin, ms. A place is set by the database's clock; between it and the sandbox's clock
 * are a query's answer, a timer, a connection and two processes that may wait for a processor: 6 ms on an
 * idle machine, which is rare, and 223 ms seen where all suites run at once on two cores. No call is early, but after a late one the next follows closely. So the least
 * distance between two calls proves nothing; only what adds up over a stretch does.
 */
export const lateMs = 400;

/**
 * Calls of any kind that came too soon after those before them. In no stretch of time, however long and
 * whenever it begins, may there be more than one call per `intervalMs` plus what `lateMs` accounts for: a
 * second holds at most 1 + (1000 + lateMs) / intervalMs calls, and a pause allows no burst. Returns by how
 * many ms each was too soon.
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
 * Start times of calls that began less than `probeMs` after the one before. That is only allowed after a call
 * that had no answer by then because its process was held up.
 */
export function hastyProbes(requests: readonly SeenRequest[], probeMs: number): number[] {
  const starts = requests.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
  return starts.filter((at, index) => at < (starts[index - 1] ?? Number.NEGATIVE_INFINITY) + probeMs - roundedMs);
}
