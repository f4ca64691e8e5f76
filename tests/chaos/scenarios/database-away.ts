import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { outage } from "../chaos-database.ts";
import { browserOf, confirmedFor, type Load, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
import { metricsToken } from "../portal-process.ts";
import type { Scenario } from "../scenario.ts";

const healthSchema = z.object({ isHealthy: z.boolean(), isDatabaseUp: z.boolean() });

export const databaseRestarted: Scenario = {
  name: "PostgreSQL crashed, killed with -9 and shut down under load: health says so over HTTP, portal and workers live on",
  mayWarn: outage,
  async play({ arena, fleet, random, scale, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 150 });
    const portal = await arena.portal();
    const load = watch(await confirmedFor(arena.sandbox.host, 400 * scale, { callsAtOnce: 2 }));
    const browser = await browserOf(load, portal);
    const health = async () => {
      const answer = await fetch(`${portal.url}/api/health`, { headers: { authorization: `Bearer ${metricsToken}` } });
      const { isHealthy, isDatabaseUp } = healthSchema.parse(await answer.json());
      return [answer.status, isHealthy, isDatabaseUp];
    };
    const isWell = async () => JSON.stringify(await health()) === JSON.stringify([200, true, true]);
    await untilBatchesDone(load, 3);
    await until("health is well", isWell);
    const { database } = arena;
    for (const end of [database.crash, database.kill, database.shutDown]) {
      await end();
      injected();
      assert.deepEqual(await health(), [503, false, false], "health while it is away");
      const page = await browser.get(`/uploads/${load.uploadId}`);
      assert.ok(page.status >= 500 || page.status === 200, `a page while it is away: ${page.status}`);
      await sleep(random.integer(300, 1_500));
      await database.start();
      await until("health recovers", isWell);
      await until("pages come again", async () => (await browser.get(`/uploads/${load.uploadId}`)).status === 200);
      await untilGoesOn(load);
    }
    await untilFinished([load]);
    assert.equal(fleet.alive, fleet.workers.length, "workers that lived through it");
    assert.ok(portal.isRunning, "the portal lived through it");
  },
};

/** Until one more batch is done, or all are. */
async function untilGoesOn(load: Load): Promise<void> {
  const { batchesDone: before } = await viewOf(load);
  await until("the run goes on", async () => {
    const { batchesDone, state } = await viewOf(load);
    return batchesDone > before || state === "finished";
  });
}
