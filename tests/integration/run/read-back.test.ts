import { afterEach, expect, test, vi } from "vitest";
import { findLookupPace } from "#lib/database/calls/lookup-pace.ts";
import { enqueueTenantWorkAt } from "#lib/queue/tenant-work.ts";
import { countTwice } from "#lib/services/outcomes/count-twice.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { planReadBack } from "#lib/services/outcomes/plan-read-back.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { explainStops, makePortfolioOf, stageLoad } from "#tests/support/comparison/portfolio-load.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, passBackOff, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { onArrival } from "#tests/support/wolkvox-sandbox/on-arrival.ts";

/** How long a cut call may still be carried out: longer than any test takes. */
const longestSeconds = 600;
const { host, control, staged } = await runStage({
  env: { WOLKVOX_MIN_INTERVAL_MS: "1", WOLKVOX_LONGEST_CALL_SECONDS: String(longestSeconds) },
});
afterEach(() => void vi.restoreAllMocks());

const cutAfter = {
  match: { endpoint: "massive_collections", times: 1 },
  action: { do: "reset", when: "after_applying" },
} as const;
const cutBefore = { ...cutAfter, action: { do: "reset", when: "before_applying" } } as const;

const idOf = (index: number) => String(10_000_000 + index);

test("accepts debtors found as sent, however the CRM displays values", async () => {
  await control.setSettings({ dressedValues: true });
  const { supervisor, uploadId } = await staged(8);
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([8, 0, 0, 0, 0]);
  // One call for the load, then one per debtor and one per obligation.
  expect(upload.callsMade).toBe(1 + upload.totals.staged.debtors + upload.totals.staged.obligations);
  const { items } = await listRecords(supervisor, { uploadId, state: "accepted", limit: 1 });
  expect(items[0]?.evidence).toBe("read_back");
});

const batchOf = (uploadId: string) => ownerDatabase().batch.findFirstOrThrow({ where: { uploadId } });

/** Waits until the upload's only batch is put off, because its cut call may still be carried out. */
async function putOff(uploadId: string) {
  await expect
    .poll(async () => (await batchOf(uploadId)).readBackAt?.getTime())
    .toBeGreaterThan(fromNow(60_000).getTime());
  return batchOf(uploadId);
}

test("rejects absent debtors only once the cut call is over", async () => {
  const { supervisor, tenantId, uploadId } = await staged(10);
  await control.setFaults([cutBefore]);
  await confirmUpload(supervisor, { uploadId });
  const { sentAt, readBackAt } = await putOff(uploadId);
  expect((readBackAt?.getTime() ?? 0) - (sentAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(longestSeconds * 1_000);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 10, 0, 0]);
  // As if that time had passed.
  const past = new Date((sentAt?.getTime() ?? 0) - longestSeconds * 1_000);
  await ownerDatabase().batch.updateMany({ where: { uploadId }, data: { sentAt: past, readBackAt: sentAt } });
  await enqueueTenantWorkAt(tenantId, null);
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([0, 10, 0, 0, 0]);
  expect((await listRecords(supervisor, { uploadId, state: "rejected", limit: 1 })).items[0]).toMatchObject({
    evidence: "read_back",
    reason: "not_in_crm",
  });
});

test("dates an absence by its query, not its answer", async () => {
  const { supervisor, uploadId } = await staged(1);
  await control.setFaults([cutBefore]);
  // The cut call's time is over by when the first answer comes.
  const now = performance.now.bind(performance);
  const end = onArrival("custom/query", () => {
    vi.spyOn(performance, "now").mockImplementation(() => now() + longestSeconds * 1_000);
  });
  try {
    await confirmUpload(supervisor, { uploadId });
    await putOff(uploadId);
  } finally {
    end();
  }
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 1, 0, 0]);
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
  await expect.poll(async () => (await batchOf(uploadId)).readBackAttempts).toBe(1);
  const upload = await showUpload(supervisor, { uploadId });
  expect(groupsOf(upload)).toEqual([0, 0, 3, 0, 0]);
  const { items } = await listRecords(supervisor, { uploadId, state: "unconfirmed" });
  expect(items.map((item) => [item.reason, item.remoteText])).toEqual([
    ["read_back_differs", "Name"],
    ["connection_lost", null],
    ["connection_lost", null],
  ]);
});

test("yesterday's record proves nothing about a call that was lost", async () => {
  const { supervisor, tenantId } = await makeTeam({ server: host, obligations: "replaces" });
  const portfolioId = await makePortfolioOf(tenantId);
  const yesterday = makePortfolio(6).filter((cells) => cells[5]?.endsWith("-1"));
  // The second obligation of two debtors leaves, and the balance of two others changes.
  const second = (at: number) => yesterday[at]?.with(5, `otra-${at}`) ?? [];
  const first = await stageLoad(supervisor, tenantId, portfolioId, [...yesterday, second(0), second(1)]);
  await confirmUpload(supervisor, { uploadId: first });
  expect(groupsOf(await waitForUpload(supervisor, first, ["finished"]))).toEqual([6, 0, 0, 0, 0]);
  const today = yesterday.map((cells, at) => (at === 2 || at === 3 ? cells.with(7, "77,00") : cells));
  const uploadId = await stageLoad(supervisor, tenantId, portfolioId, today);
  await control.setFaults([cutBefore]);
  await explainStops(supervisor, uploadId);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await batchOf(uploadId)).readBackAttempts).toBe(1);
  // The CRM has four of them as they were sent; of two it has had nothing else.
  const states = await ownerDatabase().record.findMany({ where: { uploadId }, orderBy: { identification: "asc" } });
  expect(states.map(({ state, reason }) => [state, reason])).toEqual([
    ["unconfirmed", "read_back_not_shown"],
    ["unconfirmed", "read_back_not_shown"],
    ["unconfirmed", "read_back_differs"],
    ["unconfirmed", "read_back_differs"],
    ["accepted", null],
    ["accepted", null],
  ]);
});

test("reads a usual batch back if the day has room", async () => {
  const after = async (dailyLimit: number) => {
    await control.setSettings({ dailyLimit });
    const { supervisor, uploadId } = await staged(10);
    // As if other batches of it had been read back with so many calls.
    await ownerDatabase().upload.update({ where: { id: uploadId }, data: { readBackPlanned: 210 } });
    await control.setFaults([cutAfter]);
    await confirmUpload(supervisor, { uploadId });
    return groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]));
  };
  // 210 and 24 calls: a quarter of the one day, more than that of the other.
  expect(await after(940)).toEqual([10, 0, 0, 0, 0]);
  expect(await after(932)).toEqual([0, 0, 10, 0, 0]);
});

test("a large read-back waits for a request and shows its price", async () => {
  const { supervisor, uploadId, tenantId } = await staged(10);
  await forgoReadBacks(uploadId);
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([0, 0, 10, 0, 0]);
  const plan = await planReadBack(supervisor, { uploadId });
  expect(plan).toMatchObject({ debtors: 10, obligations: 14, calls: 24, isWithinBudget: true, isUnderWay: false });
  // Nothing has been looked up yet, so half a second per call is assumed.
  expect(plan.expectedSeconds).toBe(12);
  await Promise.all([1, 2, 3].map(() => readBackUpload(supervisor, { uploadId })));
  await expect.poll(async () => groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([10, 0, 0, 0, 0]);
  const lookups = await ownerDatabase().call.findMany({
    where: { uploadId, endpoint: { not: "massive_collections" } },
    orderBy: { startedAt: "asc" },
  });
  expect(lookups.map(({ verdict }) => verdict)).toEqual(Array(24).fill("answered"));
  expect((await showUpload(supervisor, { uploadId })).callsMade).toBe(25);
  // The forecast for the tenant's next read-back comes from the starts of this one's calls.
  const [first, last] = [lookups[0], lookups.at(-1)].map((call) => call?.startedAt.getTime() ?? 0);
  const learned = await findLookupPace(ownerDatabase(), tenantId);
  expect(learned?.callsPerDebtor).toBe(24 / 10);
  expect(learned?.secondsPerCall).toBeCloseTo(((last ?? 0) - (first ?? 0)) / 23_000, 6);
  expect(await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "read_back_asked" } })).toBe(1);
  expect(await ownerDatabase().batch.count({ where: { uploadId, state: "settled" } })).toBe(1);
});

test("a person's statement settles unconfirmed debtors once, with name", async () => {
  const { supervisor, uploadId } = await staged(10);
  await forgoReadBacks(uploadId);
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const few = { uploadId, ordinals: [0, 1], outcome: "rejected" as const, note: "No aparecen en el CRM" };
  await Promise.all([1, 2, 3].map(() => stateOutcome(supervisor, few)));
  const rest = { uploadId, ordinals: "all" as const, outcome: "accepted" as const, note: "Revisados uno por uno" };
  expect(groupsOf(await stateOutcome(supervisor, rest))).toEqual([8, 2, 0, 0, 0]);
  // Once settled, a later statement changes nothing.
  expect(groupsOf(await stateOutcome(supervisor, { ...rest, ordinals: [0, 5], outcome: "rejected" }))).toEqual([
    8, 2, 0, 0, 0,
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
  const { admin, supervisor, tenantId, uploadId } = await staged(10);
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  await control.setFaults([cutAfter]);
  await confirmUpload(supervisor, { uploadId });
  await passBackOff(uploadId);
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect([groupsOf(upload), upload.callsMade]).toEqual([[10, 0, 0, 0, 0], 2]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 20, writtenAgain: 10 });
  expect((await countTwice(supervisor, { uploadId })).debtors).toBe(0);
  await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
  expect(await countTwice(supervisor, { uploadId })).toEqual({ debtors: 10, resent: 10, isPart: false });
  expect((await listRecords(supervisor, { uploadId, state: "accepted", limit: 1 })).items[0]?.evidence).toBe(
    "whole_batch",
  );
});

test("says who may be twice in a CRM that proves to duplicate", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(6, { batchSize: 1, repeatBehaviour: "updates" });
  const endpoint = "massive_collections" as const;
  const lost = (index: number) => ({ endpoint, identifications: [idOf(index)], times: 1 });
  await control.setFaults([
    { match: lost(1), action: { do: "reset", when: "after_applying" } },
    { match: lost(2), action: { do: "reset", when: "after_applying" } },
    { match: lost(3), action: { do: "refuse_debtors", shape: "objects" } },
    { match: lost(4), action: { do: "reset", when: "before_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
  const { items } = await listRecords(supervisor, { uploadId, state: "twice" });
  const told = items.map(({ identification }) => identification);
  const written = Map.groupBy(await control.ledger(), ({ identification }) => identification);
  expect([...written].flatMap(([identification, { length }]) => (length > 1 ? [identification] : []))).toEqual([
    idOf(1),
    idOf(2),
  ]);
  // Nobody knows that the first call of debtor 4 did not arrive.
  expect(told).toEqual([idOf(1), idOf(2), idOf(4)]);
  expect((await countTwice(supervisor, { uploadId })).debtors).toBe(3);
});

test.for(["between two tries", "while it is paused"])(
  "resends nothing once the CRM is no longer known to update: %s",
  async (when) => {
    const { admin, supervisor, tenantId, uploadId } = await staged(4, { repeatBehaviour: "updates" });
    const load = { endpoint: "massive_collections" } as const;
    const first = { ...load, nthRequest: 1 };
    await control.setFaults([
      { match: first, action: { do: "hold" } },
      { match: first, action: { do: "reset", when: "after_applying" } },
    ]);
    await confirmUpload(supervisor, { uploadId });
    const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load.endpoint).length;
    await expect.poll(loads).toBe(1);
    if (when === "between two tries") {
      await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
      await control.setFaults([]);
    } else {
      await pauseUpload(supervisor, { uploadId });
      await control.setFaults([]);
      await expect.poll(() => batchOf(uploadId)).toMatchObject({ state: "pending", resends: 1 });
      await editTenant(admin, { tenantId, repeatBehaviour: "duplicates" });
      await resumeUpload(supervisor, { uploadId });
    }
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(groupsOf(upload)).toEqual([4, 0, 0, 0, 0]);
    expect(upload.batchesDone).toBe(1);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 4, writtenAgain: 0 });
    expect((await countTwice(supervisor, { uploadId })).debtors).toBe(0);
    expect((await listRecords(supervisor, { uploadId, state: "accepted", limit: 1 })).items[0]?.evidence).toBe(
      "read_back",
    );
  },
);

test("a resend's refusal rejects nobody before a read-back", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(5);
  await editTenant(admin, { tenantId, repeatBehaviour: "updates" });
  await control.setFaults([
    cutAfter,
    { match: { identifications: ["10000003"] }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await passBackOff(uploadId);
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([5, 0, 0, 0, 0]);
  const { items } = await listRecords(supervisor, { uploadId, state: "accepted" });
  expect(items.find((item) => item.identification === "10000003")?.evidence).toBe("read_back");
});
