import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { limitMs } from "#tests/support/limit.ts";
import type { FaultInput } from "#tests/support/wolkvox-sandbox/faults.ts";
import { untilAskedAgain, watchProbes } from "../gate.ts";
import { confirmedFor, stagedLoad, until, untilFinished, viewOf } from "../load.ts";
import { reckon } from "../reckoning.ts";
import type { Scenario } from "../scenario.ts";

/** Every answer that leaves open whether the CRM applied the call. */
const unclear: readonly FaultInput["action"][] = [
  { do: "reset", when: "after_applying" },
  { do: "reset", when: "before_applying" },
  { do: "reset", when: "mid_reply" },
  { do: "hang", isApplied: true },
  { do: "hang", isApplied: false },
  { do: "html", isApplied: true },
  { do: "html", isApplied: false },
  { do: "half_json" },
  { do: "status", status: 500, text: "Internal Server Error", isApplied: true },
  { do: "status", status: 502, text: "Bad Gateway" },
  { do: "wrong_sums", inserts: 3 },
  { do: "wrong_sums", isSummaryMissing: true },
];

export const cutAnswers: Scenario = {
  name: "applied and then cut, hung, garbled or miscounted: never accepted unproved, settled by reading back",
  async play({ arena, random, scale, injected, watch }) {
    const batches = 24 * scale;
    const order = unclear.map((action) => ({ action, place: random.next() })).toSorted((a, b) => a.place - b.place);
    const faults = order.map(({ action }, index) => ({
      match: { endpoint: "massive_collections" as const, nthRequest: 1 + index * 2 },
      action,
    }));
    await arena.control.setFaults(faults);
    injected(faults.length);
    const load = watch(await confirmedFor(arena.sandbox.host, batches * 10, { callsAtOnce: 2 }));
    const isOver = async () => ["finished", "paused"].includes((await viewOf(load)).state);
    for (let isLast = false, end = Date.now() + limitMs; !isLast; ) {
      isLast = (await isOver()) || Date.now() > end;
      const { lost, doubled, wronglyAccepted } = await reckon(arena.control, [load]);
      assert.deepEqual([lost, doubled, wronglyAccepted], [0, 0, 0], "at every look");
      await sleep(200);
    }
    assert.equal((await viewOf(load)).state, "finished");
    // A run spends at most 200 calls on reading back by itself; a person has to ask for the rest.
    await readBackUpload(load.supervisor, { uploadId: load.uploadId });
    await until("all are read back", async () => (await viewOf(load)).groups.unconfirmed.debtors === 0);
    const { groups } = await viewOf(load);
    assert.equal(groups.pending.debtors + groups.unconfirmed.debtors, 0, "left without an outcome");
    const applied = new Set(
      (await arena.control.ledger())
        .filter(({ operation }) => operation === load.operation)
        .map((one) => one.identification),
    );
    assert.equal(groups.accepted.debtors, applied.size, "whoever is in the CRM is accepted in the end");
  },
};

export const wrongToken: Scenario = {
  name: "a wrong token stops the run after one batch, and none of it counts as refused",
  guardedBy: ["tests/integration/run/run.test.ts"],
  async play({ arena, injected, watch }) {
    const load = watch(await stagedLoad(arena.sandbox.host, 100, { callsAtOnce: 1 }));
    const { supervisor, uploadId } = load;
    await arena.control.setFaults([{ action: { do: "refuse_known", refusal: "bad_token" } }]);
    await confirmUpload(supervisor, { uploadId });
    injected();
    await until("the run stops", async () => (await viewOf(load)).state === "stopped");
    await untilAskedAgain(load);
    const { state, stopReason, groups } = await viewOf(load);
    assert.deepEqual([state, stopReason], ["stopped", "token_refused"]);
    assert.equal(groups.pending.debtors, 100, "all of them still to be sent");
    const loads = (await arena.control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
    assert.equal(loads.length, 1, "loads before it stopped");
  },
};

export const maintenance: Scenario = {
  name: "maintenance of some seconds, a probe each 0.4 s and nothing else, another server untouched, goes on by itself",
  guardedBy: ["tests/integration/run/pace.test.ts"],
  async play({ arena, injected, watch }) {
    await arena.control.setFaults([{ action: { do: "refuse_known", refusal: "maintenance" } }]);
    injected();
    const load = watch(await confirmedFor(arena.sandbox.host, 60, { callsAtOnce: 2 }));
    const elsewhere = await confirmedFor(arena.other.host, 60);
    await untilFinished([elsewhere]);
    await until("it says why it waits", async () => (await viewOf(load)).waitReason === "maintenance");
    const probes = await watchProbes(arena);
    await until("it is probed", async () => (await probes()).count > 7);
    const { count, most } = await probes();
    assert.ok(count <= most, `a probe each 0.4 s: ${count} of at most ${most}`);
    await arena.control.setFaults([]);
    await untilFinished([load]);
    assert.equal((await viewOf(load)).groups.accepted.debtors, 60);
  },
};
