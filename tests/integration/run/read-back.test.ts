import { expect, test } from "vitest";
import { findLookupPace } from "#lib/database/calls/lookup-pace.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, staged } = await runStage({
  env: { WOLKVOX_MIN_INTERVAL_MS: "1", WOLKVOX_LONGEST_CALL_SECONDS: "2" },
});

const cutAfter = {
  match: { endpoint: "massive_collections", times: 1 },
  action: { do: "reset", when: "after_applying" },
} as const;
const cutBefore = { ...cutAfter, action: { do: "reset", when: "before_applying" } } as const;

test("accepts debtors found as sent, however the CRM displays values", async () => {
  await control.setSettings({ dressedValues: true });
  const { supervisor, uploadId } = await staged(20);
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([20, 0, 0, 0, 0]);
  // One call for the load, then one per debtor and one per obligation.
  expect(upload.callsMade).toBe(1 + upload.totals.staged.debtors + upload.totals.staged.obligations);
  const { items } = await listRecords(supervisor, { uploadId, state: "accepted", limit: 1 });
  expect(items[0]?.evidence).toBe("read_back");
});

test("rejects absent debtors only once the cut call is over", async () => {
  const { supervisor, uploadId } = await staged(10);
  await control.setFaults([cutBefore]);
  const begun = Date.now();
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(Date.now() - begun).toBeGreaterThan(2_000);
  expect(groupsOf(upload)).toEqual([0, 10, 0, 0, 0]);
  expect((await listRecords(supervisor, { uploadId, state: "rejected", limit: 1 })).items[0]).toMatchObject({
    evidence: "read_back",
    reason: "not_in_crm",
  });
});

test("dates an absence by its query, not its answer", async () => {
  const { supervisor, uploadId } = await staged(1);
  await control.setFaults([
    cutBefore,
    { match: { endpoint: "custom_query", times: 1 }, action: { do: "delay", ms: 2_500 } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([0, 1, 0, 0, 0]);
  const questions = (await control.requests()).filter(({ endpoint }) => endpoint === "custom_query");
  expect(questions.length).toBeGreaterThan(1);
});

test("other values or no answer prove nothing", async () => {
  const { supervisor, uploadId } = await staged(3);
  const shown = (name: string) =>
    JSON.stringify({
      code: "200",
      error: "null",
      msg: "1 records were are found",
      data: [{ wolkvox_id: "1", Name: name }],
    });
  await control.setFaults([
    cutBefore,
    {
      match: { endpoint: "custom_query", nthRequest: 1 },
      action: { do: "status", status: 200, text: shown("Otra Persona") },
    },
    { match: { endpoint: "custom_query" }, action: { do: "status", status: 500, text: "oops" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await ownerDatabase().batch.findFirst({ where: { uploadId } }))?.readBackAttempts, {
      timeout: 10_000,
    })
    .toBe(1);
  const upload = await showUpload(supervisor, { uploadId });
  expect(groupsOf(upload)).toEqual([0, 0, 3, 0, 0]);
  const { items } = await listRecords(supervisor, { uploadId, state: "unconfirmed" });
  expect(items.map((item) => [item.reason, item.remoteText])).toEqual([
    ["read_back_differs", "Name"],
    ["connection_lost", null],
    ["connection_lost", null],
  ]);
});

test("reads a usual batch back if the day has room", async () => {
  const after = async (dailyLimit: number) => {
    await control.setSettings({ dailyLimit });
    const { supervisor, uploadId } = await staged(100);
    await control.setFaults([cutAfter]);
    await confirmUpload(supervisor, { uploadId });
    return groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]));
  };
  // 234 calls: a quarter of the one day, more than that of the other.
  expect(await after(940)).toEqual([100, 0, 0, 0, 0]);
  expect(await after(932)).toEqual([0, 0, 100, 0, 0]);
});

test("a large read-back waits for a request and shows its price", async () => {
  const { supervisor, uploadId, tenantId } = await staged(100);
  await forgoReadBacks(uploadId);
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([0, 0, 100, 0, 0]);
  const plan = await planReadBack(supervisor, { uploadId });
  expect(plan).toMatchObject({ debtors: 100, obligations: 134, calls: 234, isWithinBudget: true, isUnderWay: false });
  // Nothing has been looked up yet, so half a second per call is assumed.
  expect(plan.expectedSeconds).toBe(117);
  const begunAt = performance.now();
  await Promise.all([1, 2, 3].map(() => readBackUpload(supervisor, { uploadId })));
  await expect
    .poll(async () => groupsOf(await showUpload(supervisor, { uploadId })), { timeout: 50_000 })
    .toEqual([100, 0, 0, 0, 0]);
  const tookSeconds = (performance.now() - begunAt) / 1_000;
  // A question without an answer is asked again, and so are those of a debtor amid whom a slice ends.
  const lookups = { uploadId, endpoint: { not: "massive_collections" } };
  const calls = await ownerDatabase().call.groupBy({ by: ["verdict"], where: lookups, _count: true });
  const answered = calls.find(({ verdict }) => verdict === "answered")?._count ?? 0;
  expect(answered, JSON.stringify(calls)).toBeGreaterThanOrEqual(234);
  expect(answered, JSON.stringify(calls)).toBeLessThan(245);
  const made = calls.reduce((sum, { _count }) => sum + _count, 1);
  expect((await showUpload(supervisor, { uploadId })).callsMade).toBe(made);
  // The forecast for the tenant's next read-back comes from this one's duration.
  const learned = await findLookupPace(ownerDatabase(), tenantId);
  expect(learned?.callsPerDebtor).toBeGreaterThanOrEqual(2.34);
  expect(learned?.callsPerDebtor).toBeLessThan(2.45);
  const foretold = 234 * (learned?.secondsPerCall ?? 0);
  expect(foretold).toBeGreaterThan(tookSeconds / 3);
  expect(foretold).toBeLessThan(tookSeconds * 1.2);
  expect(await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "read_back_asked" } })).toBe(1);
  expect(await ownerDatabase().batch.count({ where: { uploadId, state: "settled" } })).toBe(1);
});

test("a person's statement settles unconfirmed debtors once, with name", async () => {
  const { supervisor, uploadId } = await staged(100);
  await forgoReadBacks(uploadId);
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const few = { uploadId, ordinals: [0, 1], outcome: "rejected" as const, note: "No aparecen en el CRM" };
  await Promise.all([1, 2, 3].map(() => stateOutcome(supervisor, few)));
  const rest = { uploadId, ordinals: "all" as const, outcome: "accepted" as const, note: "Revisados uno por uno" };
  expect(groupsOf(await stateOutcome(supervisor, rest))).toEqual([98, 2, 0, 0, 0]);
  // Once settled, a later statement changes nothing.
  expect(groupsOf(await stateOutcome(supervisor, { ...rest, ordinals: [0, 5], outcome: "rejected" }))).toEqual([
    98, 2, 0, 0, 0,
  ]);
  const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
  expect(items[0]).toMatchObject({
    evidence: "person",
    statedBy: supervisor.actor.name,
    note: few.note,
  });
  expect(await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "outcome_stated" } })).toBe(2);
  expect(await ownerDatabase().batch.count({ where: { uploadId, state: "settled" } })).toBe(1);
});

test("resends a batch only to a CRM known to update", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(30);
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect([groupsOf(upload), upload.callsMade]).toEqual([[30, 0, 0, 0, 0], 2]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 60, writtenAgain: 30 });
  expect((await listRecords(supervisor, { uploadId, state: "accepted", limit: 1 })).items[0]?.evidence).toBe(
    "whole_batch",
  );
});

test("a resend's refusal rejects nobody before a read-back", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(5);
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  await control.setFaults([
    cutAfter,
    { match: { identifications: ["10000003"] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([5, 0, 0, 0, 0]);
  const { items } = await listRecords(supervisor, { uploadId, state: "accepted" });
  expect(items.find((item) => item.identification === "10000003")?.evidence).toBe("read_back");
});
