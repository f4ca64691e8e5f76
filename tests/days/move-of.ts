import type { Random } from "#tests/support/portfolio/random.ts";
import type { Move } from "./history.ts";

export function moveOf(random: Random, act: string, over: Partial<Move> = {}): Move {
  return { act, tenant: random.integer(0, 1), seed: random.integer(0, 1_000_000), ...over };
}
