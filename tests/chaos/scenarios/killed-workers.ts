import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { confirmedFor, type Load, untilFinished, viewOf } from "../load.ts";
import { reckon } from "../reckoning.ts";
import type { Scenario } from "../scenario.ts";

const tenants = 4;

interface Size {
  /** Of all tenants together. */
  readonly debtors: number;
  readonly batchSize: number;
  readonly latencyMs: number;
  readonly kills: number;
  readonly msBetween: (random: { integer(low: number, high: number): number }) => number;
  /**
   * Kills between two comparisons with the ledger; comparing hundreds of thousands of debtors takes seconds.
   */
  readonly killsPerLook: number;
}

const small: Size = {
  debtors: 1_200,
  batchSize: 10,
  latencyMs: 150,
  kills: 3,
  msBetween: (random) => random.integer(500, 2_500),
  killsPerLook: 1,
};

/**
 * The first round of a long run is the largest: 200,000 debtors if it has eight minutes or more, a kill every
 * three seconds.
 */
function sizeOf(minutes: number, round: number): Size {
  if (minutes === 0) return small;
  if (round > 0) return { ...small, debtors: 4 * small.debtors, kills: 4 * small.kills };
  const debtors = 25_000 * Math.min(8, Math.max(1, Math.floor(minutes)));
  return { debtors, batchSize: 100, latencyMs: 600, kills: 1_000, msBetween: () => 3_000, killsPerLook: 15 };
}

export const killedWorkers: Scenario = {
  name: "kill -9 of random workers while four tenants are pushed by four processes, never more calls in flight than allowed",
  async play({ arena, fleet, random, minutes, round, injected, watch }) {
    const { debtors, batchSize, latencyMs, kills, msBetween, killsPerLook } = sizeOf(minutes, round);
    await arena.control.setSettings({ latencyMs, dailyLimit: 1_000_000 });
    const loads: Load[] = [];
    for (let n = 0; n < tenants; n++)
      loads.push(watch(await confirmedFor(arena.sandbox.host, debtors / tenants, { callsAtOnce: 2, batchSize })));
    const isOver = async () => (await Promise.all(loads.map(viewOf))).every(({ state }) => state === "finished");
    // `kills` bounds it: a run that cannot finish between two kills would otherwise be killed
    // forever.
    for (let kill = 1; kill <= kills && !(await isOver()); kill++) {
      const next = Date.now() + msBetween(random);
      if (kill % killsPerLook === 0) {
        const { lost, doubled, wronglyAccepted } = await reckon(arena.control, loads);
        assert.deepEqual([lost, doubled, wronglyAccepted], [0, 0, 0], "amid the run");
      }
      await sleep(Math.max(0, next - Date.now()));
      await fleet.replace(random, "SIGKILL");
      injected();
    }
    await untilFinished(loads);
    const { maxInFlightByToken } = await arena.control.summary();
    for (const { token } of loads)
      assert.ok((maxInFlightByToken[token] ?? Number.NaN) <= 2, "calls of one token at once");
  },
};
