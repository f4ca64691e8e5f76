import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { readHealth } from "#lib/services/read-health.ts";
import { confirmedFor, until, untilBatchesDone, untilFinished } from "../load.ts";
import type { Scenario } from "../scenario.ts";

export const databaseRestarted: Scenario = {
  name: "PostgreSQL crashed and shut down under load: health says so, workers live on and go on",
  async play({ arena, fleet, random, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 150 });
    const load = watch(await confirmedFor(arena.sandbox.host, 300, { callsAtOnce: 2 }));
    await untilBatchesDone(load, 3);
    for (const end of [arena.database.crash, arena.database.shutDown]) {
      await end();
      injected();
      const { isHealthy, isDatabaseUp } = await readHealth();
      assert.deepEqual([isHealthy, isDatabaseUp], [false, false], "health while it is away");
      await sleep(random.integer(500, 3_000));
      await arena.database.start();
      await until("health recovers", async () => (await readHealth()).isHealthy, 30_000);
      await sleep(1_000);
    }
    await untilFinished([load], 120_000);
    assert.equal(fleet.alive, fleet.workers.length, "workers that lived through it");
  },
};
