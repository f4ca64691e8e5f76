import { afterAll, beforeEach, expect, test } from "vitest";
import { database } from "#lib/database/client.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { showUpload } from "#lib/services/show-upload.ts";
import { groupsOf, stagedFor } from "#tests/support/run-stage.ts";
import { waitForUpload } from "#tests/support/tenant-run.ts";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/worker-process.ts";

const [sandbox, other] = [await startSandbox(), await startSandbox()];
process.env.WOLKVOX_EXTRA_HOSTS = `${sandbox.host},${other.host}`;
process.env.WOLKVOX_MIN_INTERVAL_MS = "50";
process.env.WOLKVOX_PROBE_SECONDS = "0.4";
process.env.WOLKVOX_LONGEST_CALL_SECONDS = "0";
const control = sandboxControl(sandbox.url);
const { startWorker } = await import("#lib/worker/start-worker.ts");
const { closeDatabase } = await import("#lib/services/close-database.ts");
const worker = await startWorker();
const second = await startWorkerProcess();

afterAll(async () => {
  await second.end("SIGTERM");
  killWorkers();
  await worker.stop();
  await closeDatabase();
  await sandbox.close();
  await other.close();
});
beforeEach(async () => {
  await control.reset();
  await control.setSettings({ latencyMs: 0, simultaneousLimit: null, dailyLimit: 4_800 });
  await database().serverPace.deleteMany();
});

test("no server is asked faster than its pace, by two tenants and two processes together", async () => {
  const runs = await Promise.all([1, 2].map(() => stagedFor(sandbox.host, 300, { batchSize: 10, callsAtOnce: 3 })));
  await Promise.all(runs.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
  for (const { supervisor, uploadId } of runs) await waitForUpload(supervisor, uploadId, ["finished"], 30_000);
  const loads = (await control.requests()).filter((request) => request.endpoint === "massive_collections");
  expect(loads).toHaveLength(60);
  const starts = loads.map((request) => request.startedAt).toSorted((a, b) => a - b);
  // 20 places a second; two more for calls that slipped a little.
  const inOneSecond = starts.map((from) => starts.filter((at) => at >= from && at < from + 1_000).length);
  expect(Math.max(...inOneSecond)).toBeLessThanOrEqual(22);
});

test("a small upload beside a huge one of another tenant starts within seconds", async () => {
  await control.setSettings({ latencyMs: 100 });
  const huge = await stagedFor(sandbox.host, 2_000, { batchSize: 10 });
  await confirmUpload(huge.supervisor, { uploadId: huge.uploadId });
  await expect
    .poll(async () => (await showUpload(huge.supervisor, huge)).batchesDone, { timeout: 10_000 })
    .toBeGreaterThan(2);
  const small = await stagedFor(sandbox.host, 20, { batchSize: 10 });
  const confirmedAt = Date.now();
  await confirmUpload(small.supervisor, { uploadId: small.uploadId });
  await waitForUpload(small.supervisor, small.uploadId, ["finished"]);
  expect(Date.now() - confirmedAt).toBeLessThan(5_000);
  expect((await showUpload(huge.supervisor, huge)).state).toBe("running");
  await waitForUpload(huge.supervisor, huge.uploadId, ["finished"], 60_000);
}, 90_000);

test("in maintenance a server is tried by one call at a time, others go on, and the run resumes by itself", async () => {
  await control.setFaults([{ action: { do: "refuse_known", refusal: "maintenance" } }]);
  const runs = await Promise.all([1, 2].map(() => stagedFor(sandbox.host, 40, { batchSize: 10, callsAtOnce: 2 })));
  const elsewhere = await stagedFor(other.host, 40, { batchSize: 10 });
  const all = [...runs, elsewhere];
  await Promise.all(all.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
  await waitForUpload(elsewhere.supervisor, elsewhere.uploadId, ["finished"]);
  for (const { supervisor, uploadId } of runs)
    await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("maintenance");
  const before = (await control.requests()).length;
  await new Promise((resolve) => setTimeout(resolve, 4_000));
  // Probes come 0.4 s apart at the least.
  expect((await control.requests()).length - before).toBeLessThanOrEqual(11);
  await control.setFaults([]);
  for (const { supervisor, uploadId } of runs)
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"], 30_000))).toEqual([40, 0, 0, 0, 0]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 80, writtenAgain: 0 });
}, 60_000);

test("a day's budget spent, the run waits until the reset with nothing failed, and goes on by itself", async () => {
  await control.setSettings({ dailyLimit: 4 });
  const { supervisor, uploadId } = await stagedFor(sandbox.host, 60, { batchSize: 10 });
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await showUpload(supervisor, { uploadId })).waitReason, { timeout: 10_000 })
    .toBe("quota_spent");
  const waiting = await showUpload(supervisor, { uploadId });
  expect([waiting.state, groupsOf(waiting)]).toEqual(["running", [30, 0, 0, 0, 30]]);
  expect(Date.parse(waiting.waitUntil ?? "")).toBeGreaterThan(Date.now() + 60_000);
  // Not one call was wasted on finding out: one question, three loads.
  expect((await control.requests()).map((request) => request.status)).toEqual([200, 200, 200, 200]);
  await control.newDay();
  const upload = await waitForUpload(supervisor, uploadId, ["finished"], 40_000);
  expect(groupsOf(upload)).toEqual([60, 0, 0, 0, 0]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 60, writtenAgain: 0 });
}, 60_000);

test("loads and read-backs together never exceed the calls a tenant may have in flight", async () => {
  await control.setSettings({ latencyMs: 60 });
  const { supervisor, uploadId, token } = await stagedFor(sandbox.host, 200, { batchSize: 10, callsAtOnce: 2 });
  await control.setFaults([{ match: { times: 3 }, action: { do: "reset", when: "after_applying" } }]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"], 40_000);
  expect((await control.summary()).maxInFlightByToken[token]).toBe(2);
}, 60_000);

test("told to go slower, the pace of the server drops for everybody and comes back slowly", async () => {
  await control.setFaults([
    {
      match: { endpoint: "massive_collections", times: 1 },
      action: { do: "status", status: 429, text: "TOO MANY REQUESTS", retryAfter: "1" },
    },
  ]);
  const { supervisor, uploadId } = await stagedFor(sandbox.host, 50, { batchSize: 10 });
  await confirmUpload(supervisor, { uploadId });
  const intervalMs = async () =>
    (await database().serverPace.findUnique({ where: { server: sandbox.host } }))?.intervalMs;
  await expect.poll(intervalMs, { timeout: 10_000, interval: 20 }).toBe(100);
  await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(await intervalMs()).toBeGreaterThan(50);
  expect(await intervalMs()).toBeLessThan(100);
});
