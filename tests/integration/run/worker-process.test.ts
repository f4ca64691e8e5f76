import { afterEach, expect, test } from "vitest";
import { readHealth } from "#lib/services/operations/read-health.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";

const { control, staged } = await runStage({
  hasWorker: false,
});
// What a failed test leaves must not be sent in the next one.
afterEach(async () => {
  killWorkers();
  const isOpen = { state: { in: ["queued" as const, "running" as const] } };
  await ownerDatabase().upload.updateMany({ where: isOpen, data: { state: "paused" } });
});

async function runningUpload() {
  const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
  const { supervisor, uploadId } = await staged(80, { batchSize: 10 });
  await confirmUpload(supervisor, { uploadId });
  return { supervisor, uploadId, loads };
}

test("a worker asked to end finishes; another one continues", async () => {
  const { supervisor, uploadId, loads } = await runningUpload();
  await control.setFaults([{ match: { endpoint: "massive_collections", nthRequest: 3 }, action: { do: "hold" } }]);
  const first = await startWorkerProcess();
  await expect.poll(async () => (await loads()).length).toBe(3);
  expect((await readHealth()).isHealthy).toBe(true);
  const ended = first.end("SIGTERM");
  // Only then is the call answered that it waits for: it begins no other.
  await expect.poll(() => first.log()).toContain("worker stopping");
  await control.setFaults([]);
  expect(await ended).toBe(0);
  expect(await ownerDatabase().batch.count({ where: { uploadId, state: "sending" } })).toBe(0);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([30, 0, 0, 0, 50]);
  expect(await loads()).toHaveLength(3);
  const second = await startWorkerProcess();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  await second.end("SIGTERM");
  expect(upload.groups.accepted.debtors).toBe(80);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 80, writtenAgain: 0 });
});

test("a killed worker loses, doubles or wrongly accepts nothing", async () => {
  const { supervisor, uploadId } = await runningUpload();
  // The fifth call is carried out and never answered, so the worker is certainly killed in the middle of a
  // call.
  await control.setFaults([
    { match: { endpoint: "massive_collections", nthRequest: 5 }, action: { do: "hang", isApplied: true } },
  ]);
  const first = await startWorkerProcess();
  await expect.poll(async () => (await control.summary()).debtorsApplied).toBe(50);
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).batchesDone).toBe(4);
  expect(await first.end("SIGKILL")).toBeNull();
  // Its lease is two minutes: this replaces the waiting.
  const { count: orphans } = await ownerDatabase().batch.updateMany({
    where: { uploadId, state: "sending" },
    data: { leaseUntil: fromNow(-1) },
  });
  expect(orphans).toBe(1);
  // Nor is waited until the queue misses its job.
  await ownerDatabase()
    .$executeRaw`UPDATE pgboss.job SET heartbeat_on = now() - interval '1 minute' WHERE state = 'active'`;
  const inLog = () => ownerDatabase().call.count({ where: { uploadId, verdict: "worker_lost" } });
  expect(await inLog()).toBe(0);
  const second = await startWorkerProcess();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  await second.end("SIGTERM");
  expect(await inLog()).toBe(1);
  // The killed worker's batch in flight was read back and found.
  expect(await ownerDatabase().record.count({ where: { uploadId, evidence: "read_back", state: "accepted" } })).toBe(
    10,
  );
  expect(groupsOf(upload)).toEqual([80, 0, 0, 0, 0]);
  expect(sumOfGroups(upload)).toMatchObject({
    debtors: 80,
    cents: BigInt(upload.totals.staged.balance.replace(".", "")),
  });
  expect(await control.summary()).toMatchObject({ debtorsApplied: 80, writtenAgain: 0 });
});
