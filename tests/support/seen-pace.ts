import type { SeenRequest } from "./wolkvox-sandbox/ledger.ts";

/** What clocks round off. */
const roundedMs = 1;

/**
 * Loads that began before the place they can have had at the earliest: one each `intervalMs` since `from`, when nothing was confirmed yet.
 * A busy machine makes calls late, and bunches them, but none may ever be early.
 */
export function earlyLoads(requests: readonly SeenRequest[], from: number, intervalMs: number): number[] {
  const starts = requests.filter(({ endpoint }) => endpoint === "massive_collections").map((load) => load.startedAt);
  return starts.toSorted((a, b) => a - b).filter((at, place) => at < from + place * intervalMs - roundedMs);
}

/**
 * Calls that began sooner than `probeMs` after the one before. Only one that had no answer by then, because its process was held up, may
 * have another so close behind it.
 */
export function hastyProbes(requests: readonly SeenRequest[], probeMs: number): number[] {
  const starts = requests.map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
  return starts.filter((at, index) => at < (starts[index - 1] ?? Number.NEGATIVE_INFINITY) + probeMs - roundedMs);
}
