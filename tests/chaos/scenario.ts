import type { Random } from "#tests/support/portfolio/random.ts";
import type { Arena } from "./arena.ts";
import type { Fleet } from "./fleet.ts";
import type { Load } from "./load.ts";

/** What a scenario can use. */
export interface Stage {
  readonly arena: Arena;
  readonly fleet: Fleet;
  readonly random: Random;
  /** 1 in the short version; portfolios grow with it. */
  readonly scale: number;
  /** Minutes given to the whole run; 0 is the short version. */
  readonly minutes: number;
  /** Which round of all scenarios it is, from 0. */
  readonly round: number;
  /** Counts injected faults. */
  readonly injected: (times?: number) => void;
  /** Registers a load of the scenario, so that it is compared with the ledger afterwards. */
  readonly watch: <L extends Load>(load: L) => L;
}

/**
 * One fault and what must hold under it: `play` throws if it does not. Each is followed by the comparison
 * with the ledger.
 */
export interface Scenario {
  readonly name: string;
  /**
   * Set for scenarios that wait in real time: skipped if the run has fewer minutes, unless named with --only.
   */
  readonly minMinutes?: number;
  /** What its fault makes processes warn of. Any other warning fails it. */
  readonly mayWarn?: RegExp;
  /** The quick tests of its point, for which the quick run leaves it out. */
  readonly guardedBy?: readonly string[];
  play(stage: Stage): Promise<void>;
}
