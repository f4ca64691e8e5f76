import { afterAll, expect, test } from "vitest";
import { readHealth } from "#lib/services/operations/read-health.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";

const { control, staged } = await runStage({
  env: { WOLKVOX_MIN_INTERVAL_MS: "100", WOLKVOX_LONGEST_CALL_SECONDS: "1" },
  settings: { latencyMs: 200 },
  hasWorker: false,
});
afterAll(killWorkers);

async function runningUpload() {
  const { supervisor, uploadId } = await staged(200, { batchSize: 10 });
  await confirmUpload(supervisor, { uploadId });
  return { supervisor, uploadId };
}

test("a worker asked to end finishes; another one continues", { timeout: 60_000 }, async () => {
  const { supervisor, uploadId } = await runningUpload();
  const first = await startWorkerProcess();
  await expect
    .poll(async () => (await showUpload(supervisor, { uploadId })).batchesDone, { timeout: 30_000 })
    .toBeGreaterThanOrEqual(2);
  expect((await readHealth()).isHealthy).toBe(true);
  expect(await first.end("SIGTERM")).toBe(0);
  expect(await ownerDatabase().batch.count({ where: { uploadId, state: "sending" } })).toBe(0);
  expect((await showUpload(supervisor, { uploadId })).groups.accepted.debtors).toBe(
    (await control.summary()).debtorsApplied,
  );
  const second = await startWorkerProcess();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"], 30_000);
  await second.end("SIGTERM");
  expect(upload.groups.accepted.debtors).toBe(200);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 200, writtenAgain: 0 });
});

test("a killed worker loses, doubles or wrongly accepts nothing", { timeout: 120_000 }, async () => {
  const { supervisor, uploadId } = await runningUpload();
  // The fifth call is carried out and never answered, so the worker is certainly killed in the middle of a
  // call.
  await control.setFaults([
    { match: { endpoint: "massive_collections", nthRequest: 5 }, action: { do: "hang", isApplied: true } },
  ]);
  const first = await startWorkerProcess();
  await expect.poll(async () => (await control.summary()).debtorsApplied, { timeout: 30_000 }).toBe(50);
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).batchesDone, { timeout: 30_000 }).toBe(4);
  expect(await first.end("SIGKILL")).toBeNull();
  // Its lease is two minutes: this replaces the waiting.
  const { count: orphans } = await ownerDatabase().batch.updateMany({
    where: { uploadId, state: "sending" },
    data: { leaseUntil: new Date(Date.now() - 1) },
  });
  expect(orphans).toBe(1);
  const inLog = () => ownerDatabase().call.count({ where: { uploadId, verdict: "worker_lost" } });
  expect(await inLog()).toBe(0);
  const second = await startWorkerProcess();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"], 90_000);
  await second.end("SIGTERM");
  expect(await inLog()).toBe(1);
  // The killed worker's batch in flight was read back and found.
  expect(await ownerDatabase().record.count({ where: { uploadId, evidence: "read_back", state: "accepted" } })).toBe(
    10,
  );
  expect(groupsOf(upload)).toEqual([200, 0, 0, 0, 0]);
  expect(sumOfGroups(upload)).toMatchObject({
    debtors: 200,
    cents: BigInt(upload.totals.staged.balance.replace(".", "")),
  });
  expect(await control.summary()).toMatchObject({ debtorsApplied: 200, writtenAgain: 0 });
});
