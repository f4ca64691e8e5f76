import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { database } from "#lib/database/client.ts";
import { startWorkerProcess } from "#tests/support/worker-process.ts";
import { leaseMs } from "../arena.ts";
import { confirmedFor, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
import type { Scenario } from "../scenario.ts";

export const frozenWorker: Scenario = {
  name: "SIGSTOP beyond the lease, then SIGCONT: the late finish is refused",
  async play({ arena, fleet, random, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 1_000 });
    const load = watch(await confirmedFor(arena.sandbox.host, 60));
    await untilBatchesDone(load, 1);
    const isInFlight = async () => (await arena.control.requests()).some(({ endedAt }) => endedAt === null);
    await until("a call is in flight", isInFlight);
    const frozen = fleet.workers;
    for (const { child } of frozen) child.kill("SIGSTOP");
    injected(frozen.length);
    // It takes the work over, once the leases have ended.
    const awake = await startWorkerProcess();
    try {
      await sleep(leaseMs * 3 + random.integer(0, 500));
      // Reading back is a call for each client and each obligation.
      await arena.control.setSettings({ latencyMs: 20 });
    } finally {
      for (const { child } of frozen) child.kill("SIGCONT");
    }
    await untilFinished([load]);
    const { uploadId } = load;
    const settled = await database().call.groupBy({
      by: ["batchId"],
      where: { uploadId, isSettling: true, endpoint: "massive_collections" },
      _count: true,
    });
    for (const each of settled) assert.equal(each._count, 1, "a batch is settled once");
    const late = await database().call.count({ where: { uploadId, isSettling: false } });
    assert.ok(late > 0, "the finish of the call that was in flight left its trace and settled nothing");
    assert.equal(fleet.alive, frozen.length, "workers that were frozen live on");
    assert.equal(await awake.end("SIGTERM"), 0);
  },
};

export const endedWorkers: Scenario = {
  name: "SIGTERM: a worker claims nothing more, finishes what is in flight and leaves with 0",
  async play({ arena, fleet, random, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 300 });
    const load = watch(await confirmedFor(arena.sandbox.host, 150, { callsAtOnce: 2 }));
    for (const batches of [2, 5, 8]) {
      await untilBatchesDone(load, batches);
      assert.equal(await fleet.replace(random, "SIGTERM"), 0, "the exit code");
      injected();
    }
    await untilFinished([load]);
    const { groups } = await viewOf(load);
    // In order means: not one debtor had to be read back.
    const readBack = await database().record.count({ where: { uploadId: load.uploadId, evidence: "read_back" } });
    assert.deepEqual([groups.accepted.debtors, readBack], [150, 0]);
  },
};
