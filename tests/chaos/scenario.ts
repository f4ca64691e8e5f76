import type { Random } from "#tests/support/portfolio/random.ts";
import type { Arena } from "./arena.ts";
import type { Fleet } from "./fleet.ts";
import type { Load } from "./load.ts";

/** What a scenario has at hand. */
export interface Stage {
  readonly arena: Arena;
  readonly fleet: Fleet;
  readonly random: Random;
  /** 1 in the short version; portfolios grow with it. */
  readonly scale: number;
  /** Minutes the whole run was given; 0 is the short version. */
  readonly minutes: number;
  /** From 0: how often all scenarios have been played before. */
  readonly round: number;
  /** Counts a fault that was injected. */
  readonly injected: (times?: number) => void;
  /** Names a load that the scenario made, so that it is compared with the ledger afterwards. */
  readonly watch: <L extends Load>(load: L) => L;
}

/** One fault and what must hold under it: `play` throws where it does not. The comparison with the ledger comes after every one. */
export interface Scenario {
  readonly name: string;
  /** It waits for real: left out where the run has fewer minutes and nobody asked for it by its name. */
  readonly minMinutes?: number;
  play(stage: Stage): Promise<void>;
}
