import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { confirmedFor, until, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

const maintenanceMinutes = 20;
const probeSeconds = 60;

export const longMaintenance: Scenario = {
  name: "maintenance of twenty minutes in real time: a probe a minute, another server untouched, goes on by itself",
  minMinutes: 45,
  async play({ arena, fleet, injected, watch }) {
    // The interval of production.
    await fleet.withSettings({ WOLKVOX_PROBE_SECONDS: String(probeSeconds) }, async () => {
      await arena.control.setFaults([{ action: { do: "refuse_known", refusal: "maintenance" } }]);
      injected();
      const load = watch(await confirmedFor(arena.sandbox.host, 60, { callsAtOnce: 2 }));
      await until("it says why it waits", async () => (await viewOf(load)).waitReason === "maintenance");
      const before = (await arena.control.requests()).length;
      for (let minute = 0; minute < maintenanceMinutes; minute++) {
        await untilFinished([await confirmedFor(arena.other.host, 60)]);
        await sleep(60_000);
        const probes = (await arena.control.requests()).length - before;
        assert.ok(probes <= minute + 2, `${probes} probes in ${minute + 1} minutes`);
        assert.equal((await viewOf(load)).groups.pending.debtors, 60);
      }
      const probes = (await arena.control.requests()).length - before;
      assert.ok(probes >= maintenanceMinutes / 2, `only ${probes} probes in ${maintenanceMinutes} minutes`);
      await arena.control.setFaults([]);
      await untilFinished([load], probeSeconds * 2_000);
      assert.equal((await viewOf(load)).groups.accepted.debtors, 60);
    });
  },
};
