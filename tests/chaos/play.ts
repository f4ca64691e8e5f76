import { database } from "#lib/database/client.ts";
import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/close-database.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { settingsSchema } from "#tests/support/wolkvox-sandbox/settings.ts";
import type { Arena } from "./arena.ts";
import { Fleet } from "./fleet.ts";
import type { Load } from "./load.ts";
import { addReckonings, nothing, type Reckoning, reckon } from "./reckoning.ts";
import type { Scenario } from "./scenario.ts";
import { cutAnswers, maintenance, wrongToken } from "./scenarios/broken-answers.ts";
import { databaseRestarted } from "./scenarios/database-away.ts";
import { endedWorkers, frozenWorker, killedWorkers } from "./scenarios/dying-workers.ts";
import { spentDay, turns } from "./scenarios/limits.ts";
import { cutChunk, manyConfirms, manyRetries, sameFile } from "./scenarios/pressed-twice.ts";

const scenarios: readonly Scenario[] = [
  killedWorkers,
  cutAnswers,
  frozenWorker,
  spentDay,
  turns,
  maintenance,
  wrongToken,
  manyConfirms,
  sameFile,
  manyRetries,
  databaseRestarted,
  endedWorkers,
  cutChunk,
];

const fleetSize = 3;

export interface Result {
  readonly faults: number;
  readonly passed: number;
  readonly failed: number;
  readonly reckoning: Reckoning;
}

export interface PlayOptions {
  readonly seed: number;
  /** 0: every scenario once. */
  readonly minutes: number;
  /** Only scenarios with this in their names. */
  readonly only: string;
}

/** Plays the scenarios one after the other, each followed by a comparison of our records with the ledger. */
export async function playAll(arena: Arena, { seed, minutes, only }: PlayOptions): Promise<Result> {
  const chosen = scenarios.filter(({ name }) => name.includes(only));
  const until = Date.now() + minutes * 60_000;
  let result: Result = { faults: 0, passed: 0, failed: 0, reckoning: nothing };
  const fleet = await Fleet.start(fleetSize);
  try {
    for (let round = 0; round === 0 || Date.now() < until; round++) {
      for (const [place, scenario] of chosen.entries()) {
        if (round > 0 && Date.now() >= until) break;
        result = add(result, await play(scenario, arena, fleet, { seed: seed + round, place, isLong: minutes > 0 }));
      }
    }
    return result;
  } finally {
    await fleet.end("SIGKILL");
    await closeQueue(5_000);
    await closeDatabase();
  }
}

async function play(
  scenario: Scenario,
  arena: Arena,
  fleet: Fleet,
  { seed, place, isLong }: { seed: number; place: number; isLong: boolean },
): Promise<Result> {
  await arena.control.reset();
  await arena.control.setSettings(settingsSchema.parse({}));
  // What one scenario has taught about a server's pace is not the next one's.
  await database().serverPace.deleteMany();
  const loads: Load[] = [];
  let faults = 0;
  let failure: unknown;
  const started = performance.now();
  const watch = <L extends Load>(load: L): L => {
    loads.push(load);
    return load;
  };
  const injected = (times = 1) => {
    faults += times;
  };
  try {
    await scenario.play({ arena, fleet, random: randomAt(seed, place, 13), scale: isLong ? 4 : 1, injected, watch });
  } catch (error) {
    failure = error;
  }
  const reckoning = await reckon(arena.control, loads);
  const { lost, doubled, wronglyAccepted } = reckoning;
  const isSound = failure === undefined && lost + doubled + wronglyAccepted === 0;
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${isSound ? "ok    " : "FAILED"} ${seconds.padStart(6)} s  ${scenario.name}`);
  if (!isSound)
    console.log(`       seed ${seed}: lost ${lost}, doubled ${doubled}, wrongly accepted ${wronglyAccepted}`);
  if (failure !== undefined) console.error(failure);
  return { faults, passed: isSound ? 1 : 0, failed: isSound ? 0 : 1, reckoning };
}

function add(a: Result, b: Result): Result {
  return {
    faults: a.faults + b.faults,
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    reckoning: addReckonings(a.reckoning, b.reckoning),
  };
}
