import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { hastyCalls } from "#tests/support/runs/seen-pace.ts";
import { confirmedFor, stagedLoad, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

export const spentDay: Scenario = {
  name: "the day's budget spent: waits with a time, nothing fails, goes on after the reset",
  async play({ arena, injected, watch }) {
    await arena.control.setSettings({ dailyLimit: 4 });
    injected();
    const load = watch(await confirmedFor(arena.sandbox.host, 80, { callsAtOnce: 2 }));
    await until("it says that it waits", async () => (await viewOf(load)).waitReason === "quota_spent");
    const { waitUntil, groups, state } = await viewOf(load);
    assert.ok(Date.parse(waitUntil ?? "") > Date.now(), "the time it goes on");
    assert.deepEqual([state, groups.rejected.debtors, groups.unconfirmed.debtors], ["running", 0, 0]);
    await arena.control.setSettings({ dailyLimit: 4_800 });
    await arena.control.newDay();
    await untilFinished([load]);
    assert.equal((await viewOf(load)).groups.accepted.debtors, 80);
  },
};

/** Slow enough that the calls of one tenant alone would exceed it. */
const intervalMs = 50;

export const turns: Scenario = {
  name: "the pace of a server holds over all processes, tenants and kinds of call, and a small upload beside a huge one starts at once",
  play: ({ arena, fleet, scale, injected, watch }) =>
    fleet.withSettings({ WOLKVOX_MIN_INTERVAL_MS: String(intervalMs) }, async () => {
      await arena.control.setSettings({ latencyMs: 100, simultaneousLimit: null });
      const huge = watch(await confirmedFor(arena.sandbox.host, 2_000 * scale, { callsAtOnce: 4 }));
      await untilBatchesDone(huge, 2);
      const small = watch(await stagedLoad(arena.sandbox.host, 20));
      const { operation, supervisor, uploadId } = small;
      // Cut the answer, so that reading back takes part in the pace too.
      await arena.control.setFaults([
        {
          match: { endpoint: "massive_collections", operation, times: 1 },
          action: { do: "reset", when: "after_applying" },
        },
      ]);
      injected();
      const before = (await arena.control.requests()).length;
      await confirmUpload(supervisor, { uploadId });
      await untilBatchesDone(small, 1);
      const requests = await arena.control.requests();
      const place = requests.findIndex((request) => request.operation === operation);
      // At this pace 100 calls take five seconds.
      assert.ok(place - before < 100, `started after ${place - before} calls of the huge one`);
      assert.equal((await viewOf(huge)).state, "running");
      await untilFinished([small, huge], 60_000 * scale);
      // A pause must not allow a burst afterwards.
      await sleep(2_000);
      await untilFinished([watch(await confirmedFor(arena.sandbox.host, 200, { callsAtOnce: 4 }))]);
      const seen = await arena.control.requests();
      assert.ok(
        seen.some(({ endpoint }) => endpoint === "query_obligation"),
        "somebody was read back",
      );
      assert.deepEqual(hastyCalls(seen, intervalMs), [], "ms by which calls came too soon");
    }),
};
