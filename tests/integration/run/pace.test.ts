import { afterAll, beforeEach, expect, test } from "vitest";
import { closeGate, takePlace } from "#lib/database/calls/server-pace.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { notePlaces } from "#tests/support/runs/places.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, stagedFor, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { killWorkers, startWorkerProcess } from "#tests/support/runs/worker-process.ts";
import { startSandbox } from "#tests/support/wolkvox-sandbox/sandbox.ts";

const [intervalMs, probeMs] = [50, 400];
const other = await startSandbox();
afterAll(() => other.close());
const places = await notePlaces();
const { control, host, staged } = await runStage({
  env: { WOLKVOX_MIN_INTERVAL_MS: String(intervalMs), WOLKVOX_PROBE_SECONDS: String(probeMs / 1_000) },
  settings: { simultaneousLimit: null },
  otherHosts: [other.host],
  hasWorker: false,
});
await Promise.all([startWorkerProcess(), startWorkerProcess()]);
afterAll(killWorkers);
beforeEach(async () => {
  await ownerDatabase().serverPace.deleteMany();
  await places.forget();
});

const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");

/** The least time between two neighbours. */
const leastGap = (times: readonly number[]) =>
  Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? 0)));

test("two tenants in two processes keep one server's pace", async () => {
  const runs = await Promise.all([1, 2].map(() => staged(60, { batchSize: 4, callsAtOnce: 3 })));
  await Promise.all(runs.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
  for (const { supervisor, uploadId } of runs) await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(await loads()).toHaveLength(30);
  const taken = (await places.of(host)).map(({ at }) => at);
  expect(leastGap(taken)).toBeGreaterThanOrEqual(intervalMs);
  // Each call has a place of its own and does not begin before it. Clocks may round off a millisecond.
  const starts = (await control.requests()).map(({ startedAt }) => startedAt).toSorted((a, b) => a - b);
  expect(starts.length).toBeLessThanOrEqual(taken.length);
  expect(starts.map((at, index) => at + 1 >= (taken[index] ?? 0))).not.toContain(false);
});

test("a small upload is sent beside a huge one whose call is not over", async () => {
  const huge = await staged(40, { batchSize: 10 });
  await control.setFaults([{ match: { operation: huge.operation, nthRequest: 2 }, action: { do: "hold" } }]);
  await confirmUpload(huge.supervisor, { uploadId: huge.uploadId });
  const ofHuge = async () => (await control.requests()).filter(({ operation }) => operation === huge.operation);
  await expect.poll(async () => (await ofHuge()).length).toBe(2);
  const small = await staged(20, { batchSize: 10 });
  await confirmUpload(small.supervisor, { uploadId: small.uploadId });
  await waitForUpload(small.supervisor, small.uploadId, ["finished"]);
  expect((await showUpload(huge.supervisor, huge)).state).toBe("running");
  await cancelUpload(huge.supervisor, { uploadId: huge.uploadId });
  await control.setFaults([]);
  await waitForUpload(huge.supervisor, huge.uploadId, ["cancelled"]);
});

test("maintenance allows one probe at a time, then resumes", async () => {
  await control.setFaults([{ action: { do: "refuse_known", refusal: "maintenance" } }]);
  const runs = await Promise.all([1, 2].map(() => staged(40, { batchSize: 10, callsAtOnce: 2 })));
  const elsewhere = await stagedFor(other.host, 40, { batchSize: 10 });
  const all = [...runs, elsewhere];
  await Promise.all(all.map(({ supervisor, uploadId }) => confirmUpload(supervisor, { uploadId })));
  await waitForUpload(elsewhere.supervisor, elsewhere.uploadId, ["finished"]);
  for (const { supervisor, uploadId } of runs)
    await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("maintenance");
  const probes = async () => (await places.of(host)).flatMap(({ isProbe, takenAt }) => (isProbe ? [takenAt] : []));
  await expect.poll(async () => (await probes()).length).toBeGreaterThan(4);
  // Times are stored in whole milliseconds.
  expect(leastGap(await probes())).toBeGreaterThan(probeMs - 1);
  // Nobody called without a place.
  expect((await control.requests()).length).toBeLessThanOrEqual((await places.of(host)).length);
  await control.setFaults([]);
  for (const { supervisor, uploadId } of runs)
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([40, 0, 0, 0, 0]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 80, writtenAgain: 0 });
});

test("a run with a spent day waits for the reset", async () => {
  await control.setSettings({ dailyLimit: 4 });
  const { supervisor, tenantId, uploadId } = await staged(60, { batchSize: 10 });
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("quota_spent");
  const waiting = await showUpload(supervisor, { uploadId });
  expect([waiting.state, groupsOf(waiting)]).toEqual(["running", [30, 0, 0, 0, 30]]);
  const { resetsAt } = await ownerDatabase().tokenBudget.findUniqueOrThrow({ where: { tenantId } });
  expect(waiting.waitUntil).toBe(resetsAt?.toISOString());
  // No call was wasted on finding out: one query for the day, three loads.
  expect((await control.requests()).map((request) => request.status)).toEqual([200, 200, 200, 200]);
  await control.newDay();
  await ownerDatabase().tokenBudget.update({ where: { tenantId }, data: { recheckAt: new Date(0) } });
  // A sweep comes by and finds it.
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([60, 0, 0, 0, 0]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 60, writtenAgain: 0 });
});

test("loads and read-backs together respect the calls in flight", async () => {
  const { supervisor, uploadId, token } = await staged(30, { batchSize: 5, callsAtOnce: 2 });
  const cut = { match: { times: 2 }, action: { do: "reset", when: "after_applying" } } as const;
  await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await loads()).length).toBe(2);
  await control.setFaults([cut]);
  await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(await ownerDatabase().record.count({ where: { uploadId, evidence: "read_back" } })).toBeGreaterThan(0);
  expect((await control.summary()).maxInFlightByToken[token]).toBe(2);
});

test("a rate limit halves the pace and is shown", async () => {
  const load = { endpoint: "massive_collections" } as const;
  await control.setFaults([
    {
      match: { ...load, nthRequest: 3, times: 1 },
      action: { do: "status", status: 429, text: "TOO MANY REQUESTS", retryAfter: "1" },
    },
    { match: { ...load, nthRequest: 4 }, action: { do: "hold" } },
  ]);
  const { supervisor, uploadId } = await staged(40, { batchSize: 5 });
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await loads()).length).toBe(4);
  const { slowdown, recent } = await showUpload(supervisor, { uploadId });
  expect(slowdown).toMatchObject({ reason: "rate_limited", bestIntervalMs: intervalMs, intervalMs: 2 * intervalMs });
  // A page opened at this moment gets the figures of the last minutes.
  expect(recent?.debtors).toBe(10);
  expect(recent?.seconds).toBeGreaterThan(0);
  await control.setFaults([]);
  expect(await waitForUpload(supervisor, uploadId, ["finished"])).not.toHaveProperty("slowdown");
  const pace = await ownerDatabase().serverPace.findUniqueOrThrow({ where: { server: host } });
  expect(pace).toMatchObject({ slowReason: "rate_limited", toldMs: intervalMs, holdSeconds: 60 });
  // The pace stays above the one at which it was rejected for a minute after the second that it asked for, and up to
  // another that is drawn by lot; both times are noted in whole milliseconds, so of them it may be all.
  const heldMs = (pace.holdUntil?.getTime() ?? 0) - (pace.slowedAt?.getTime() ?? 0);
  expect([heldMs, heldMs >= 61_000 && heldMs <= 62_000]).toEqual([heldMs, true]);
});

test("a slowed pace recovers with time that goes well", async () => {
  const { supervisor, uploadId } = await staged(20, { batchSize: 10 });
  const slow = {
    intervalMs: 300,
    slowReason: "slow_answers",
    slowedAt: fromNow(),
    easedAt: fromNow(-58_000),
  };
  await ownerDatabase().serverPace.create({ data: { server: host, nextAt: fromNow(), ...slow } });
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await expect
    .poll(() => ownerDatabase().serverPace.findUnique({ where: { server: host } }))
    .toMatchObject({ intervalMs: 50, slowReason: null });
});

test("a place too far off is not taken", async () => {
  const limits = { minIntervalMs: 2_000_000, probeSeconds: 60_000 };
  const server = "crm-late.example";
  const ask = (maxWaitMs: number) => takePlace(ownerDatabase(), server, limits, maxWaitMs);
  expect(await ask(100_000)).toMatchObject({ kind: "granted" });
  for (let again = 0; again < 5; again++) expect(await ask(1_000_000)).toEqual({ kind: "late" });
  const next = await ask(10_000_000);
  expect(next).toMatchObject({ kind: "granted" });
  expect("waitMs" in next && next.waitMs).toBeLessThanOrEqual(2_000_000);

  // The gate's closing time is over, and the next caller may probe.
  await closeGate(ownerDatabase(), server, "maintenance", -1);
  expect(await ask(1_000_000)).toEqual({ kind: "late" });
  expect(await ask(10_000_000)).toMatchObject({ kind: "granted" });
  expect(await ask(10_000_000)).toMatchObject({ kind: "closed", reason: "maintenance" });
});

test("places follow the order of requests, whoever asks", async () => {
  const limits = { minIntervalMs: 2_000_000, probeSeconds: 60 };
  const server = "crm-turns.example";
  const turns: number[] = [];
  for (let request = 0; request < 4; request++) {
    const place = await takePlace(ownerDatabase(), server, limits, 10_000_000);
    if (place.kind === "granted") turns.push(place.at.getTime() + place.waitMs);
  }
  // Rounded up to a millisecond each.
  const gaps = turns.slice(1).map((turn, index) => Math.round((turn - (turns[index] ?? 0)) / 10) * 10);
  expect(gaps).toEqual([2_000_000, 2_000_000, 2_000_000]);
});
