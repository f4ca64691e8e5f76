import { afterEach, expect, test } from "vitest";
import { closeGate } from "#lib/database/calls/server-pace.ts";
import { selectTenantsWithWork } from "#lib/database/uploads/runs.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf } from "#tests/support/runs/tenant-run.ts";
import { sliceMs, workOnce } from "#tests/support/runs/work-once.ts";

// What the page of a finished upload shows while its debtors cannot be looked up yet.

const { host, control, staged } = await runStage({ hasWorker: false });
afterEach(() => ownerDatabase().serverPace.deleteMany());

/** A finished upload of six debtors, all unconfirmed but written to the CRM. */
async function overWithUnconfirmed() {
  const team = await staged(6);
  const { supervisor, tenantId, uploadId } = team;
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  expect(await showUpload(supervisor, { uploadId })).toMatchObject({ state: "finished", isReadingBack: false });
  return team;
}

const questions = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "custom_query").length;

test("a spent day is shown, delays the next upload and ends", async () => {
  const { supervisor, tenantId, uploadId } = await overWithUnconfirmed();
  await control.setFaults([
    {
      match: { endpoint: "custom_query", times: 1 },
      action: { do: "status", status: 403, text: "TOKEN LIMIT EXCEEDED" },
    },
  ]);
  await readBackUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  const waiting = await showUpload(supervisor, { uploadId });
  expect(waiting).toMatchObject({ state: "finished", isReadingBack: true, waitReason: "quota_spent" });
  const { resetsAt } = await ownerDatabase().tokenBudget.findUniqueOrThrow({ where: { tenantId } });
  // Counted in seconds from when it was known.
  expect(Date.parse(waiting.waitUntil ?? "")).toBeGreaterThanOrEqual(resetsAt?.getTime() ?? Number.NaN);

  const later = await stage(supervisor, tenantId, makePortfolio(7));
  await confirmUpload(supervisor, { uploadId: later });
  await workOnce(tenantId);
  expect(await showUpload(supervisor, { uploadId: later })).toMatchObject({
    state: "queued",
    waitReason: "earlier_upload",
    waitUntil: waiting.waitUntil,
  });
  expect(await selectTenantsWithWork(ownerDatabase())).not.toContain(tenantId);
  expect(await questions()).toBe(1);

  await ownerDatabase().tokenBudget.update({ where: { tenantId }, data: { recheckAt: new Date(0) } });
  expect(await selectTenantsWithWork(ownerDatabase())).toContain(tenantId);
  // A slice with no place for the lookup, after the question about the day: the queued upload shows the new time, not
  // tomorrow's.
  await ownerDatabase().serverPace.update({ where: { server: host }, data: { intervalMs: 2 * sliceMs } });
  const result = await workOnce(tenantId);
  const { state, waitUntil } = await showUpload(supervisor, { uploadId: later });
  expect([state, { again: "at", at: new Date(waitUntil ?? "") }]).toEqual(["queued", result]);
  expect(waitUntil).not.toBe(waiting.waitUntil);
  await ownerDatabase().serverPace.deleteMany();
  await ownerDatabase().batch.updateMany({
    where: { uploadId, readBackAt: { not: null } },
    data: { readBackAt: new Date(0) },
  });
  await workOnce(tenantId);
  const read = await showUpload(supervisor, { uploadId });
  expect(read).toMatchObject({ waitReason: null, waitUntil: null });
  expect(groupsOf(read)).toEqual([6, 0, 0, 0, 0]);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([7, 0, 0, 0, 0]);
});

test("a waiting lookup has a start time, a running one none", async () => {
  const { supervisor, uploadId } = await overWithUnconfirmed();
  await readBackUpload(supervisor, { uploadId });
  expect((await showUpload(supervisor, { uploadId })).lookup).toMatchObject({ startsAt: null });
  const startsAt = fromNow(3_600_000);
  const marked = { uploadId, readBackAt: { not: null } };
  await ownerDatabase().batch.updateMany({ where: marked, data: { readBackAt: startsAt } });
  const { lookup } = await showUpload(supervisor, { uploadId });
  expect(lookup?.startsAt).toBe(startsAt.toISOString());
  expect(lookup?.seconds).toBeGreaterThan(0);
  await ownerDatabase().batch.updateMany({ where: marked, data: { leaseUntil: fromNow(3_600_000) } });
  expect((await showUpload(supervisor, { uploadId })).lookup?.startsAt).toBeNull();
});

test("a closed gate delays lookups; a stated outcome wakes the next upload", async () => {
  const { supervisor, tenantId, uploadId } = await overWithUnconfirmed();
  await control.setFaults([]);
  await closeGate(ownerDatabase(), host, "maintenance", 60);
  await readBackUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  expect(await showUpload(supervisor, { uploadId })).toMatchObject({
    state: "finished",
    isReadingBack: true,
    waitReason: "maintenance",
  });
  expect(await selectTenantsWithWork(ownerDatabase())).not.toContain(tenantId);
  expect(await questions()).toBe(0);

  const later = await stage(supervisor, tenantId, makePortfolio(7));
  await confirmUpload(supervisor, { uploadId: later });
  await workOnce(tenantId);
  await ownerDatabase().$executeRaw`DELETE FROM pgboss.job`;
  await stateOutcome(supervisor, { uploadId, ordinals: "all", outcome: "accepted", note: "visto en el CRM" });
  const jobs = await ownerDatabase().$queryRaw<
    { data: unknown }[]
  >`SELECT data FROM pgboss.job WHERE state = 'created'`;
  expect(jobs).toEqual([{ data: { tenantId } }]);
});
