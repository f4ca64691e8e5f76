import { afterAll, expect, test } from "vitest";
import { database } from "#lib/database/client.ts";
import { closeQueue } from "#lib/queue/tenant-work.ts";
import { closeDatabase } from "#lib/services/close-database.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { readHealth } from "#lib/services/read-health.ts";
import { showUpload } from "#lib/services/show-upload.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { sumOfGroups, waitForUpload } from "#tests/support/tenant-run.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/worker-process.ts";

const sandbox = await startSandbox({ settings: { latencyMs: 200 } });
process.env.WOLKVOX_EXTRA_HOSTS = sandbox.host;
process.env.WOLKVOX_LONGEST_CALL_SECONDS = "1";
const control = sandboxControl(sandbox.url);

afterAll(async () => {
  killWorkers();
  await closeQueue(5_000);
  await closeDatabase();
  await sandbox.close();
});

async function runningUpload() {
  await control.reset();
  const { supervisor, tenantId } = await makeTeam({ server: sandbox.host, batchSize: 10 });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(200));
  await confirmUpload(supervisor, { uploadId });
  const done = async () => (await showUpload(supervisor, { uploadId })).batchesDone;
  return {
    supervisor,
    uploadId,
    untilDone: (batches: number) =>
      expect.poll(done, { timeout: 30_000, interval: 20 }).toBeGreaterThanOrEqual(batches),
  };
}

test("asked to end, a worker finishes what is in flight, and another one goes on", { timeout: 60_000 }, async () => {
  const { supervisor, uploadId, untilDone } = await runningUpload();
  const first = await startWorkerProcess();
  await untilDone(2);
  expect((await readHealth()).isHealthy).toBe(true);
  expect(await first.end("SIGTERM")).toBe(0);
  expect(await database().batch.count({ where: { uploadId, state: "sending" } })).toBe(0);
  expect((await showUpload(supervisor, { uploadId })).groups.accepted.debtors).toBe(
    (await control.summary()).debtorsApplied,
  );
  const second = await startWorkerProcess();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"], 30_000);
  await second.end("SIGTERM");
  expect(upload.groups.accepted.debtors).toBe(200);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 200, writtenAgain: 0 });
});

test("killed amid a call, nothing is lost, doubled or accepted without proof", { timeout: 90_000 }, async () => {
  const { supervisor, uploadId, untilDone } = await runningUpload();
  const first = await startWorkerProcess();
  await untilDone(3);
  expect(await first.end("SIGKILL")).toBeNull();
  const orphan = await database().batch.findFirst({ where: { uploadId, state: "sending" } });
  // Its lease is two minutes: this is what the clock would do.
  await database().batch.updateMany({
    where: { uploadId, state: "sending" },
    data: { leaseUntil: new Date(Date.now() - 1) },
  });
  const second = await startWorkerProcess();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"], 60_000);
  await second.end("SIGTERM");
  // What the killed worker had in flight was read back: there, or not.
  expect(await database().record.count({ where: { uploadId, evidence: "read_back" } })).toBe(orphan === null ? 0 : 10);
  expect(upload.groups.unconfirmed.debtors).toBe(0);
  expect(sumOfGroups(upload)).toMatchObject({
    debtors: 200,
    cents: BigInt(upload.totals.staged.balance.replace(".", "")),
  });
  const { debtorsApplied, writtenAgain } = await control.summary();
  expect(writtenAgain).toBe(0);
  expect(debtorsApplied).toBe(upload.groups.accepted.debtors);
});
