import assert from "node:assert/strict";
import { confirmedFor, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
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

export const turns: Scenario = {
  name: "the pace of a server holds over all processes and tenants, and a small upload beside a huge one starts at once",
  async play({ arena, scale, watch }) {
    await arena.control.setSettings({ latencyMs: 100, simultaneousLimit: null });
    const huge = watch(await confirmedFor(arena.sandbox.host, 1_500 * scale, { callsAtOnce: 1 }));
    await untilBatchesDone(huge, 2);
    const confirmedAt = Date.now();
    const small = watch(await confirmedFor(arena.sandbox.host, 20));
    await untilBatchesDone(small, 1);
    assert.ok(Date.now() - confirmedAt < 8_000, `started after ${Date.now() - confirmedAt} ms`);
    assert.equal((await viewOf(huge)).state, "running");
    await untilFinished([small, huge], 60_000 * scale);
    const starts = (await arena.control.requests()).map((request) => request.startedAt).toSorted((a, b) => a - b);
    const inOneSecond = starts.map((from) => starts.filter((at) => at >= from && at < from + 1_000).length);
    // One each 10 ms, and a tenth more for calls that slipped on a busy machine.
    assert.ok(Math.max(...inOneSecond) <= 110, `${Math.max(...inOneSecond)} calls in one second`);
  },
};
