import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import type { Random } from "#tests/support/portfolio/random.ts";
import { startWorkerProcess, type WorkerProcess } from "#tests/support/runs/worker-process.ts";
import type { Arena } from "../arena.ts";
import { type Fleet, withEnvironment } from "../fleet.ts";
import { confirmedFor, type Load, until, untilBatchesDone, untilFinished, viewOf } from "../load.ts";
import { reckon } from "../reckoning.ts";
import type { Scenario } from "../scenario.ts";

export const frozenWorker: Scenario = {
  name: "SIGSTOP beyond the lease, then SIGCONT: the late finish is refused",
  guardedBy: ["tests/integration/run/late-finish.test.ts"],
  async play({ arena, fleet, random, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 1_000 });
    const load = watch(await confirmedFor(arena.sandbox.host, 60));
    await untilBatchesDone(load, 1);
    const { uploadId } = load;
    const frozen = fleet.workers;
    let awake: WorkerProcess;
    try {
      await freezeInCall(arena, fleet);
      injected(frozen.length);
      const held = await ownerDatabase().batch.findMany({
        where: { uploadId, state: "sending" },
        select: { id: true, fence: true },
      });
      assert.ok(held.length > 0, "the call in flight is one of a batch");
      // This worker takes over the batches once their leases have ended.
      awake = await startWorkerProcess();
      await until("their batches are taken over", async () => {
        const still = held.map((batch) => ({ ...batch, state: "sending" as const }));
        return (await ownerDatabase().batch.count({ where: { OR: still } })) === 0;
      });
      await sleep(random.integer(0, 500));
      // Reading back takes a call per debtor and per obligation, so the CRM now answers fast.
      await arena.control.setSettings({ latencyMs: 20 });
    } finally {
      fleet.signal("SIGCONT");
    }
    await untilFinished([load]);
    const late = { uploadId, isSettling: false };
    // The finish of the call that was in flight settles nothing.
    await until("it leaves its trace", async () => (await ownerDatabase().call.count({ where: late })) > 0);
    const settled = await ownerDatabase().call.groupBy({
      by: ["batchId"],
      where: { uploadId, isSettling: true, endpoint: "massive_collections" },
      _count: true,
    });
    for (const each of settled) assert.equal(each._count, 1, "a batch is settled once");
    assert.equal(fleet.alive, frozen.length, "workers that were frozen live on");
    assert.equal(await awake.end("SIGTERM"), 0);
  },
};

/** Stops all workers at a moment when a call of theirs is in flight at the CRM. */
async function freezeInCall({ control }: Arena, fleet: Fleet): Promise<void> {
  const isInFlight = async () =>
    (await control.requests()).some(({ endpoint, endedAt }) => endpoint === "massive_collections" && endedAt === null);
  await until("a call is in flight", async () => {
    if (!(await isInFlight())) return false;
    fleet.signal("SIGSTOP");
    if (await isInFlight()) return true;
    fleet.signal("SIGCONT");
    return false;
  });
}

/**
 * A batch is claimed 200 ms before its place at the gate: with places this far apart (ms) a worker can be
 * frozen in between.
 */
const catchableMs = "600";

export const frozenBeforeCall: Scenario = {
  name: "SIGSTOP between claim and call beyond the lease, then SIGCONT: what was read back as absent is not sent after all",
  guardedBy: ["tests/integration/run/stood-still.test.ts"],
  async play({ arena, fleet, random, injected, watch }) {
    await arena.control.setSettings({ latencyMs: 20 });
    const lone = await withEnvironment({ WOLKVOX_MIN_INTERVAL_MS: catchableMs }, startWorkerProcess);
    // The fleet sleeps until there is something to take over.
    fleet.signal("SIGSTOP");
    let load: Load;
    try {
      load = watch(await confirmedFor(arena.sandbox.host, 16, { batchSize: 4, callsAtOnce: 1 }));
      await catchBeforeCall(arena, lone, load, random);
      injected();
    } finally {
      fleet.signal("SIGCONT");
    }
    await untilFinished([load]);
    const { supervisor, uploadId } = load;
    const { groups } = await viewOf(load);
    assert.deepEqual([groups.accepted.debtors, groups.rejected.debtors], [12, 4], "accepted, not in the CRM");
    lone.child.kill("SIGCONT");
    const late = { uploadId, isSettling: false };
    await until("its call is over", async () => (await ownerDatabase().call.count({ where: late })) === 1);
    const { lost, wronglyAccepted } = await reckon(arena.control, [load]);
    assert.deepEqual([lost, wronglyAccepted], [0, 0], "after the frozen one went on");
    assert.equal(await lone.end("SIGTERM"), 0);
    const retry = watch({ ...load, uploadId: (await retryFailures(supervisor, { uploadId })).id });
    await confirmUpload(supervisor, { uploadId: retry.uploadId });
    await untilFinished([retry]);
    const { debtorsApplied, writtenAgain } = await arena.control.summary();
    assert.deepEqual([debtorsApplied, writtenAgain], [16, 0], "written, written again");
  },
};

/** Freezes a worker that has claimed a batch of this load but whose request has not reached the CRM. */
async function catchBeforeCall(arena: Arena, { child }: WorkerProcess, { uploadId }: Load, random: Random) {
  await until("a batch is claimed and not sent", async () => {
    if ((await ownerDatabase().batch.count({ where: { uploadId, state: "sending" } })) === 0) return false;
    await sleep(random.integer(0, 100));
    child.kill("SIGSTOP");
    // The CRM has read what was sent before the freeze by the time it has answered two questions asked after it.
    for (let question = 0; question < 2; question++) await arena.control.settings();
    const claimed = await ownerDatabase().batch.count({ where: { uploadId, sentAt: { not: null } } });
    const loads = (await arena.control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
    if (loads.length < claimed) return true;
    child.kill("SIGCONT");
    return false;
  });
}

export const endedWorkers: Scenario = {
  name: "SIGTERM: a worker claims nothing more, finishes what is in flight and leaves with 0",
  guardedBy: ["tests/integration/run/worker-process.test.ts"],
  play: ({ arena, fleet, random, injected, watch }) =>
    // A call that a slow machine answers late must not count as lost.
    fleet.withSettings({ WOLKVOX_TIMEOUT_SECONDS: "90" }, async () => {
      await arena.control.setSettings({ latencyMs: 300 });
      const load = watch(await confirmedFor(arena.sandbox.host, 150, { callsAtOnce: 2 }));
      for (const batches of [2, 5, 8]) {
        await untilBatchesDone(load, batches);
        assert.equal(await fleet.replace(random, "SIGTERM"), 0, "the exit code");
        injected();
      }
      await untilFinished([load]);
      const { uploadId } = load;
      // Ended in order: no debtor had to be read back.
      const readBack = await ownerDatabase().record.count({ where: { uploadId, evidence: "read_back" } });
      assert.deepEqual([(await viewOf(load)).groups.accepted.debtors, readBack], [150, 0]);
    }),
};
