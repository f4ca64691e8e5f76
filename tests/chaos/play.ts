import { existsSync } from "node:fs";
import { inspect } from "node:util";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { randomAt } from "#tests/support/portfolio/random.ts";
import { refuseWarnings } from "#tests/support/warnings/reported-warnings.ts";
import { settingsSchema } from "#tests/support/wolkvox-sandbox/settings.ts";
import type { Arena } from "./arena.ts";
import { Fleet } from "./fleet.ts";
import type { Load } from "./load.ts";
import { reckon } from "./reckoning.ts";
import { againCommand, isSound, type Result } from "./report.ts";
import type { Scenario } from "./scenario.ts";
import { cutAnswers, maintenance, wrongToken } from "./scenarios/broken-answers.ts";
import { databaseRestarted } from "./scenarios/database-away.ts";
import { endedWorkers, frozenBeforeCall, frozenWorker } from "./scenarios/dying-workers.ts";
import { killedCloseOut } from "./scenarios/killed-close-out.ts";
import { killedWorkers } from "./scenarios/killed-workers.ts";
import { spentDay, turns } from "./scenarios/limits.ts";
import { longMaintenance } from "./scenarios/long-maintenance.ts";
import { cutChunk, killedWhileConfirming, killedWhileStaging } from "./scenarios/portal-killed.ts";
import { manyConfirms, manyHands, manyRetries, sameFile } from "./scenarios/pressed-twice.ts";
import { repeatedSending } from "./scenarios/repeated-sending.ts";
import { sharedDebtors } from "./scenarios/shared-debtors.ts";
import { twoPortals, watchedRun } from "./scenarios/watched-run.ts";

const scenarios: readonly Scenario[] = [
  killedWorkers,
  cutAnswers,
  repeatedSending,
  sharedDebtors,
  killedCloseOut,
  frozenWorker,
  frozenBeforeCall,
  spentDay,
  turns,
  maintenance,
  wrongToken,
  manyConfirms,
  manyHands,
  sameFile,
  manyRetries,
  databaseRestarted,
  endedWorkers,
  cutChunk,
  killedWhileStaging,
  killedWhileConfirming,
  watchedRun,
  twoPortals,
  longMaintenance,
];

const fleetSize = 4;

export interface PlayOptions {
  readonly seed: number;
  /** 0: every scenario once. */
  readonly minutes: number;
  /** The first to play, from 0: a round has its own draws, and sizes of its own. */
  readonly firstRound: number;
  /** Only scenarios whose point no other quick test guards. */
  readonly isQuick: boolean;
  /** Only scenarios whose names contain this; "" for all. */
  readonly only: string;
}

/** The result of each scenario: plays them one after the other and compares our records with the ledger after each. */
export async function* playAll(
  arena: Arena,
  { seed, minutes, firstRound, isQuick, only }: PlayOptions,
): AsyncGenerator<Result> {
  const isNamed = ({ name }: Scenario) => name.includes(only);
  for (const file of scenarios.flatMap(({ guardedBy = [] }) => guardedBy))
    if (!existsSync(file)) throw new Error(`a scenario is left to ${file}, which is not there`);
  const isLeftOut = ({ minMinutes = 0, guardedBy }: Scenario) =>
    minMinutes > minutes || (isQuick && guardedBy !== undefined);
  const chosen = scenarios.filter((one) => (only === "" ? !isLeftOut(one) : isNamed(one)));
  if (only === "")
    for (const { name, minMinutes = 0, guardedBy = [] } of scenarios.filter(isLeftOut)) {
      const why = minMinutes > minutes ? `since it takes ${minMinutes} minutes` : `guarded by ${guardedBy.join(", ")}`;
      console.log(`left out, ${why}: ${name}`);
    }
  const until = Date.now() + minutes * 60_000;
  const fleet = await Fleet.start(fleetSize);
  try {
    for (let round = firstRound; round === firstRound || Date.now() < until; round++) {
      for (const scenario of chosen) {
        if (round > firstRound && Date.now() >= until) break;
        yield await play(scenario, arena, fleet, { seed, round, minutes });
      }
    }
  } finally {
    await fleet.end("SIGKILL");
    await closeAll(5_000);
  }
}

async function play(
  scenario: Scenario,
  arena: Arena,
  fleet: Fleet,
  { seed, round, minutes }: { seed: number; round: number; minutes: number },
): Promise<Result> {
  await arena.control.reset();
  await arena.control.setSettings(settingsSchema.parse({}));
  // The pace learned for a server in one scenario must not carry over to the next.
  await ownerDatabase().serverPace.deleteMany();
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
    await scenario.play({
      arena,
      fleet,
      // By its place among all: played alone, it draws the same.
      random: randomAt(seed + round, scenarios.indexOf(scenario), 13),
      scale: minutes > 0 ? 4 : 1,
      minutes,
      round,
      injected,
      watch,
    });
    refuseWarnings(undefined, scenario.mayWarn);
  } catch (error) {
    failure = error;
  }
  const reckoning = await reckon(arena.control, loads);
  const held: Result = { faults, passed: 1, failed: [], reckoning };
  const isHeld = failure === undefined && isSound(held);
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  console.log(`${isHeld ? "ok    " : "FAILED"} ${seconds.padStart(6)} s  ${scenario.name}`);
  if (isHeld) return held;
  const again = againCommand(scenario.name, { seed, round, minutes });
  const text = [...(failure === undefined ? [] : [failure]), reckoning].map((one) => inspect(one)).join("\n");
  console.log(`${text}\n${again}`);
  return { ...held, passed: 0, failed: [{ name: scenario.name, text, again }] };
}
