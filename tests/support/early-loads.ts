import type { SeenRequest } from "./wolkvox-sandbox/ledger.ts";

/**
 * Loads that began before the place they can have had at the earliest: one each `intervalMs` since `from`, when nothing was confirmed yet.
 * A busy machine makes calls late, and bunches them, but none may ever be early.
 */
export function earlyLoads(requests: readonly SeenRequest[], from: number, intervalMs: number): number[] {
  const starts = requests.filter(({ endpoint }) => endpoint === "massive_collections").map((load) => load.startedAt);
  // A millisecond for what clocks round off.
  return starts.toSorted((a, b) => a - b).filter((at, place) => at < from + place * intervalMs - 1);
}
