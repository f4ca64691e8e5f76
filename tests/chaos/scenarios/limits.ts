import assert from "node:assert/strict";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { gateClock, nextPlace } from "../gate.ts";
import { confirmedFor, stagedLoad, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

export const spentDay: Scenario = {
  name: "the day's budget spent: waits with a time, nothing fails, goes on after the reset",
  guardedBy: ["tests/integration/run/pace.test.ts"],
  async play({ arena, injected, watch }) {
    await arena.control.setSettings({ dailyLimit: 4 });
    injected();
    const beganAt = Date.now();
    const load = watch(await confirmedFor(arena.sandbox.host, 80, { callsAtOnce: 2 }));
    await until("it says that it waits", async () => (await viewOf(load)).waitReason === "quota_spent");
    const { waitUntil, groups, state } = await viewOf(load);
    assert.ok(Date.parse(waitUntil ?? "") > beganAt, "the time it goes on");
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
  guardedBy: ["tests/integration/run/pace.test.ts"],
  play: ({ arena, fleet, injected, watch }) =>
    fleet.withSettings({ WOLKVOX_MIN_INTERVAL_MS: String(intervalMs) }, async () => {
      const { sandbox, control } = arena;
      await control.setSettings({ latencyMs: 100, simultaneousLimit: null, dailyLimit: 1_000_000 });
      const beganAt = await gateClock();
      // At this pace its calls take fifty seconds on any machine: nothing ends sooner by being slow.
      const huge = watch(await confirmedFor(sandbox.host, 2_000, { batchSize: 2, callsAtOnce: 4 }));
      await untilBatchesDone(huge, 2);
      const small = watch(await stagedLoad(sandbox.host, 20));
      const { operation, supervisor, uploadId } = small;
      // Cut the answer, so that reading back takes part in the pace too.
      await control.setFaults([
        {
          match: { endpoint: "massive_collections", operation, times: 1 },
          action: { do: "reset", when: "after_applying" },
        },
      ]);
      injected();
      await confirmUpload(supervisor, { uploadId });
      await untilBatchesDone(small, 1);
      assert.equal((await viewOf(huge)).state, "running", "the small one has its turn before the huge one ends");
      await untilFinished([small]);
      await cancelUpload(huge.supervisor, { uploadId: huge.uploadId });
      await until("nothing is in flight", async () => {
        const sending = await ownerDatabase().batch.count({ where: { uploadId: huge.uploadId, state: "sending" } });
        return sending === 0 && (await viewOf(huge)).groups.pending.debtors === 0;
      });
      const seen = await control.requests();
      assert.ok(
        seen.some(({ endpoint }) => endpoint === "query_obligation"),
        "somebody was read back",
      );
      assertPlaces(beganAt, seen.length, await nextPlace(sandbox.host));
      // A pause must not allow a burst afterwards.
      await until("the gate has been idle", async () => (await gateClock()) > (await nextPlace(sandbox.host)) + 2_000);
      const pausedAt = await gateClock();
      await untilFinished([watch(await confirmedFor(sandbox.host, 200, { callsAtOnce: 4 }))]);
      const later = (await control.requests()).length - seen.length;
      assertPlaces(pausedAt, later, await nextPlace(sandbox.host));
    }),
};

/** So many calls have put off the next place by an interval each, whenever their requests arrived. */
function assertPlaces(since: number, calls: number, nextAt: number): void {
  const places = (nextAt - since) / intervalMs;
  assert.ok(places >= calls - 1e-6, `${calls} calls took ${places.toFixed(2)} places of the server's gate`);
}
