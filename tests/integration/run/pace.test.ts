import { afterAll, beforeEach, expect, test } from "vitest";
import { closeGate, takePlace } from "#lib/database/calls/server-pace.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { hastyCalls, hastyProbes } from "#tests/support/runs/seen-pace.ts";
import { groupsOf, stagedFor, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

const probeMs = 400;
const other = await startSandbox();
afterAll(() => other.close());
const { control, host, staged } = await runStage({
  env: { WOLKVOX_MIN_INTERVAL_MS: "50", WOLKVOX_PROBE_SECONDS: String(probeMs / 1_000) },
  settings: { simultaneousLimit: null },
  otherHosts: [other.host],
});
await startWorkerProcess();
afterAll(killWorkers);
beforeEach(async () => {
  await ownerDatabase().serverPace.deleteMany();
});

const loadsSeen = async () =>
  (await control.requests()).filter((request) => request.endpoint === "massive_collections");

test("two tenants in two processes keep one server's pace", async () => {
  const runs = await Promise.all([1, 2].map(() => staged(300, { batchSize: 10, callsAtOnce: 3 })));
  await Promise.all(runs.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
  for (const { supervisor, uploadId } of runs) await waitForUpload(supervisor, uploadId, ["finished"], 30_000);
  expect(await loadsSeen()).toHaveLength(60);
  expect(hastyCalls(await control.requests(), 50)).toEqual([]);
});

test("a small upload gets its turns beside a huge one", async () => {
  await control.setSettings({ latencyMs: 100 });
  const huge = await staged(2_000, { batchSize: 10 });
  await confirmUpload(huge.supervisor, { uploadId: huge.uploadId });
  await expect
    .poll(async () => (await showUpload(huge.supervisor, huge)).batchesDone, { timeout: 20_000 })
    .toBeGreaterThan(2);
  const small = await staged(20, { batchSize: 10 });
  const before = (await loadsSeen()).length;
  await confirmUpload(small.supervisor, { uploadId: small.uploadId });
  await waitForUpload(small.supervisor, small.uploadId, ["finished"]);
  const loads = await loadsSeen();
  expect(loads.filter((load) => load.operation === small.operation)).toHaveLength(2);
  const last = loads.findLastIndex((load) => load.operation === small.operation);
  // In five seconds the huge one makes some fifty of its 200 calls.
  expect(last - before).toBeLessThan(50);
  expect((await showUpload(huge.supervisor, huge)).state).toBe("running");
  await waitForUpload(huge.supervisor, huge.uploadId, ["finished"], 90_000);
}, 150_000);

test("maintenance allows one probe at a time, then resumes", async () => {
  await control.setFaults([{ action: { do: "refuse_known", refusal: "maintenance" } }]);
  const runs = await Promise.all([1, 2].map(() => staged(40, { batchSize: 10, callsAtOnce: 2 })));
  const elsewhere = await stagedFor(other.host, 40, { batchSize: 10 });
  const all = [...runs, elsewhere];
  await Promise.all(all.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
  await waitForUpload(elsewhere.supervisor, elsewhere.uploadId, ["finished"]);
  for (const { supervisor, uploadId } of runs)
    await expect
      .poll(async () => (await showUpload(supervisor, { uploadId })).waitReason, { timeout: 20_000 })
      .toBe("maintenance");
  const before = (await control.requests()).length;
  const probes = async () => (await control.requests()).slice(before);
  await expect.poll(async () => (await probes()).length, { timeout: 20_000 }).toBeGreaterThan(7);
  // Four callers could probe; of more than seven probes, two may follow too closely because one was held up.
  expect(hastyProbes(await probes(), probeMs).length).toBeLessThanOrEqual(2);
  await control.setFaults([]);
  for (const { supervisor, uploadId } of runs)
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"], 30_000))).toEqual([40, 0, 0, 0, 0]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 80, writtenAgain: 0 });
}, 60_000);

test("a run with a spent day waits for the reset", async () => {
  await control.setSettings({ dailyLimit: 4 });
  const { supervisor, uploadId } = await staged(60, { batchSize: 10 });
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await showUpload(supervisor, { uploadId })).waitReason, { timeout: 10_000 })
    .toBe("quota_spent");
  const waiting = await showUpload(supervisor, { uploadId });
  expect([waiting.state, groupsOf(waiting)]).toEqual(["running", [30, 0, 0, 0, 30]]);
  expect(Date.parse(waiting.waitUntil ?? "")).toBeGreaterThan(Date.now() + 60_000);
  // No call was wasted on finding out: one query for the day, three loads.
  expect((await control.requests()).map((request) => request.status)).toEqual([200, 200, 200, 200]);
  await control.newDay();
  // A run with a long wait is looked at once in half a minute.
  const upload = await waitForUpload(supervisor, uploadId, ["finished"], 100_000);
  expect(groupsOf(upload)).toEqual([60, 0, 0, 0, 0]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 60, writtenAgain: 0 });
}, 150_000);

test("loads and read-backs together respect the calls in flight", async () => {
  await control.setSettings({ latencyMs: 150 });
  const { supervisor, uploadId, token } = await staged(200, { batchSize: 10, callsAtOnce: 2 });
  await control.setFaults([{ match: { times: 3 }, action: { do: "reset", when: "after_applying" } }]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"], 40_000);
  expect((await control.summary()).maxInFlightByToken[token]).toBe(2);
}, 60_000);

test("a rate limit halves the pace and is shown", async () => {
  await control.setFaults([
    {
      match: { endpoint: "massive_collections", nthRequest: 3, times: 1 },
      action: { do: "status", status: 429, text: "TOO MANY REQUESTS", retryAfter: "1" },
    },
  ]);
  const { supervisor, uploadId } = await staged(200, { batchSize: 5, callsAtOnce: 3 });
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await showUpload(supervisor, { uploadId })).slowdown, { timeout: 10_000, interval: 50 })
    .toMatchObject({ reason: "rate_limited", bestIntervalMs: 50 });
  const { slowdown, recent } = await showUpload(supervisor, { uploadId });
  expect(slowdown?.intervalMs).toBeGreaterThan(62);
  expect(slowdown?.intervalMs).toBeLessThanOrEqual(100);
  // A page opened at this moment gets the figures of the last minutes.
  expect(recent?.debtors).toBeGreaterThan(0);
  expect(recent?.seconds).toBeGreaterThan(0);
  expect(await waitForUpload(supervisor, uploadId, ["finished"], 20_000)).not.toHaveProperty("slowdown");
  const pace = await ownerDatabase().serverPace.findUniqueOrThrow({ where: { server: host } });
  expect(pace).toMatchObject({ slowReason: "rate_limited", toldMs: 50, holdSeconds: 60 });
  // For a minute the pace stays a quarter above the 50 ms at which it was rejected.
  expect(pace.intervalMs).toBeGreaterThanOrEqual(63);
  expect(pace.intervalMs).toBeLessThanOrEqual(100);
});

test("a slowed pace recovers with time that goes well", async () => {
  const { supervisor, uploadId } = await staged(40, { batchSize: 10 });
  const slow = {
    intervalMs: 300,
    slowReason: "slow_answers",
    slowedAt: new Date(),
    easedAt: new Date(Date.now() - 58_000),
  };
  await ownerDatabase().serverPace.create({ data: { server: host, nextAt: new Date(), ...slow } });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await expect
    .poll(() => ownerDatabase().serverPace.findUnique({ where: { server: host } }))
    .toMatchObject({ intervalMs: 50, slowReason: null });
});

test("a place too far off is not taken", async () => {
  const limits = { minIntervalMs: 2_000, probeSeconds: 60 };
  const server = "crm-late.example";
  const ask = (maxWaitMs: number) => takePlace(ownerDatabase(), server, limits, maxWaitMs);
  expect(await ask(100)).toMatchObject({ kind: "granted" });
  for (let again = 0; again < 5; again++) expect(await ask(1_000)).toEqual({ kind: "late" });
  const next = await ask(10_000);
  expect(next).toMatchObject({ kind: "granted" });
  expect("waitMs" in next && next.waitMs).toBeLessThanOrEqual(2_000);

  // The gate's closing time is over, and the next caller may probe.
  await closeGate(ownerDatabase(), server, "maintenance", -1);
  expect(await ask(1_000)).toEqual({ kind: "late" });
  expect(await ask(10_000)).toMatchObject({ kind: "granted" });
  expect(await ask(10_000)).toMatchObject({ kind: "closed", reason: "maintenance" });
});
