import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { watchProbes } from "../gate.ts";
import { confirmedFor, until, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

const probesWanted = 20;
const probeSeconds = 60;

export const longMaintenance: Scenario = {
  name: "maintenance of twenty probes in real time: one a minute, another server untouched, goes on by itself",
  guardedBy: ["tests/integration/run/pace.test.ts"],
  minMinutes: 45,
  async play({ arena, fleet, injected, watch }) {
    // The interval of production.
    await fleet.withSettings({ WOLKVOX_PROBE_SECONDS: String(probeSeconds) }, async () => {
      await arena.control.setFaults([{ action: { do: "refuse_known", refusal: "maintenance" } }]);
      injected();
      const load = watch(await confirmedFor(arena.sandbox.host, 60, { callsAtOnce: 2 }));
      await until("it says why it waits", async () => (await viewOf(load)).waitReason === "maintenance");
      const probes = await watchProbes(arena, probeSeconds * 1_000);
      for (let count = 0; count < probesWanted; ) {
        await untilFinished([await confirmedFor(arena.other.host, 60)]);
        await sleep(60_000);
        const seen = await probes();
        assert.ok(seen.count <= seen.most, `${seen.count} probes of at most ${seen.most}`);
        assert.equal((await viewOf(load)).groups.pending.debtors, 60);
        count = seen.count;
      }
      await arena.control.setFaults([]);
      await untilFinished([load]);
      assert.equal((await viewOf(load)).groups.accepted.debtors, 60);
    });
  },
};
