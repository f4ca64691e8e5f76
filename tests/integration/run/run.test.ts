import { beforeEach, describe, expect, test } from "vitest";
import type { UploadView } from "#lib/domain/views/upload-view.ts";
import { enqueueTenantWorkAt } from "#lib/queue/tenant-work.ts";
import { exportRows } from "#lib/services/outcomes/export-rows.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { searchDebtor } from "#lib/services/outcomes/search-debtor.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { pauseUpload } from "#lib/services/uploads/pause-upload.ts";
import { planUpload } from "#lib/services/uploads/plan-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { collected, makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, sumOfGroups, waitForUpload } from "#tests/support/runs/tenant-run.ts";
import { workOnce } from "#tests/support/runs/work-once.ts";

const { control, host } = await runStage();
beforeEach(() => ownerDatabase().serverPace.deleteMany());

const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");

async function staged(debtors: number, setup: { batchSize?: number; callsAtOnce?: number } = {}) {
  const team = await makeTeam({ server: host, ...setup });
  return { ...team, uploadId: await stage(team.supervisor, team.tenantId, makePortfolio(debtors, true)) };
}

describe("a run", () => {
  test("sends every debtor once as staged and erases accepted ones", async () => {
    const { supervisor, uploadId } = await staged(300);
    const before = await ownerDatabase().record.findMany({ where: { uploadId }, orderBy: { ordinal: "asc" } });
    await confirmUpload(supervisor, { uploadId });
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(groupsOf(upload)).toEqual([300, 0, 0, 0, 0]);
    expect(upload.groups.accepted.balance).toBe(upload.totals.staged.balance);
    expect([upload.batchesDone, upload.callsMade]).toEqual([3, 3]);
    const ledger = await control.ledger();
    expect(ledger.map((debtor) => debtor.payload)).toEqual(before.map((record) => record.payload));
    const left = await ownerDatabase().record.count({
      where: { uploadId, OR: [{ payload: { not: null } }, { source: { not: null } }] },
    });
    expect(left).toBe(0);
  });

  test("is one despite 20 concurrent confirmations", async () => {
    const { supervisor, uploadId } = await staged(120);
    await Promise.all(Array.from({ length: 20 }, () => confirmUpload(supervisor, { uploadId })));
    await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 120, writtenAgain: 0 });
    expect(await ownerDatabase().auditEntry.count({ where: { subject: uploadId, action: "upload_confirmed" } })).toBe(
      1,
    );
  });

  test("rejects debtors named in the reply, accepts the others", async () => {
    const { supervisor, tenantId, uploadId } = await staged(150, { batchSize: 50 });
    const bad = ["10000007", "10000099"];
    await control.setFaults([{ match: { identifications: bad }, action: { do: "refuse_debtors", shape: "objects" } }]);
    await confirmUpload(supervisor, { uploadId });
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(groupsOf(upload)).toEqual([148, 2, 0, 0, 0]);
    const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
    expect(items.map((record) => [record.identification, record.evidence, record.reason, record.remoteText])).toEqual(
      bad.map((identification) => [identification, "named_in_reply", "named_failure", "Email is not valid"]),
    );
    const rows = await collected((await exportRows(supervisor, { uploadId, group: "failures" })).rows);
    expect(rows.map((row) => [row.cells[0], row.group])).toEqual([
      ["10000007", "rejected"],
      ["10000099", "rejected"],
      ["10000099", "rejected"],
    ]);
    const [found] = await searchDebtor(supervisor, { tenantId, identification: "10000007" });
    expect(found).toMatchObject({ uploadId, state: "rejected" });
  });

  test("halves a batch refused whole, and the halves go in", async () => {
    const { supervisor, uploadId } = await staged(100, { batchSize: 50 });
    await control.setFaults([
      { match: { endpoint: "massive_collections", nthRequest: 2 }, action: { do: "refuse_batch" } },
    ]);
    await confirmUpload(supervisor, { uploadId });
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([100, 0, 0, 0, 0]);
    const upload = await showUpload(supervisor, { uploadId });
    expect([upload.batchCount, upload.batchesDone, upload.callsMade]).toEqual([4, 4, 4]);
  });

  test("reads a cut but applied batch back, never resends it", async () => {
    const { supervisor, uploadId } = await staged(24, { batchSize: 8 });
    await control.setFaults([
      { match: { endpoint: "massive_collections", nthRequest: 2 }, action: { do: "reset", when: "after_applying" } },
    ]);
    await confirmUpload(supervisor, { uploadId });
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect(groupsOf(upload)).toEqual([24, 0, 0, 0, 0]);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 24, writtenAgain: 0 });
    expect(await ownerDatabase().record.count({ where: { uploadId, evidence: "read_back" } })).toBe(8);
  });

  test("stops after one wrong-token batch and later continues completely", async () => {
    const { admin, supervisor, tenantId, operation, uploadId } = await staged(200, { batchSize: 50 });
    await control.setSettings({ tokens: { [operation]: "the-right-token" } });
    await confirmUpload(supervisor, { uploadId });
    const stopped = await waitForUpload(supervisor, uploadId, ["stopped"]);
    expect([stopped.stopReason, stopped.stopDetail, stopped.callsMade]).toEqual([
      "token_refused",
      "PLEASE VALIDATE TOKEN",
      1,
    ]);
    expect(groupsOf(stopped)).toEqual([0, 0, 0, 0, 200]);
    await editTenant(admin, { tenantId, token: "the-right-token" });
    await resumeUpload(supervisor, { uploadId });
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect([groupsOf(upload), upload.stopReason]).toEqual([[200, 0, 0, 0, 0], null]);
    expect(await control.summary()).toMatchObject({ debtorsApplied: 200, writtenAgain: 0 });
  });

  test("settles calls in flight when cancelled, sends nothing else", async () => {
    const { supervisor, uploadId } = await staged(60, { batchSize: 10 });
    await control.setFaults([{ match: { endpoint: "massive_collections", nthRequest: 3 }, action: { do: "hold" } }]);
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(async () => (await loads()).length).toBe(3);
    await cancelUpload(supervisor, { uploadId });
    await cancelUpload(supervisor, { uploadId });
    await control.setFaults([]);
    await expect.poll(async () => (await showUpload(supervisor, { uploadId })).groups.pending.debtors).toBe(0);
    const upload = await showUpload(supervisor, { uploadId });
    expect([upload.state, groupsOf(upload)]).toEqual(["cancelled", [30, 0, 0, 30, 0]]);
    expect((await control.summary()).debtorsApplied).toBe(30);
    expect(sumOfGroups(upload)).toEqual({
      debtors: 60,
      obligations: 80,
      cents: BigInt(upload.totals.staged.balance.replace(".", "")),
    });
  });

  test("pauses, holds a later upload back, and resumes in order", async () => {
    const { supervisor, tenantId, uploadId } = await staged(60, { batchSize: 10 });
    const later = await stage(
      supervisor,
      tenantId,
      makePortfolio(20).map((row) => row.with(0, `9${row[0]}`)),
    );
    await control.setFaults([{ match: { endpoint: "massive_collections", nthRequest: 2 }, action: { do: "hold" } }]);
    await confirmUpload(supervisor, { uploadId });
    await confirmUpload(supervisor, { uploadId: later });
    await expect.poll(async () => (await loads()).length).toBe(2);
    await pauseUpload(supervisor, { uploadId });
    await control.setFaults([]);
    await expect.poll(() => ownerDatabase().batch.count({ where: { uploadId, state: "sending" } })).toBe(0);
    // Not even a worker that looks for work finds any.
    await workOnce(tenantId);
    expect((await control.summary()).debtorsApplied).toBe(20);
    expect((await showUpload(supervisor, { uploadId: later })).state).toBe("queued");
    await resumeUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, later, ["finished"]);
    const ledger = await control.ledger();
    expect(ledger).toHaveLength(80);
    expect(ledger.slice(-20).every((debtor) => debtor.identification.startsWith("9"))).toBe(true);
  });

  test("waits with reason and time when throttled, losing nothing", async () => {
    const { supervisor, tenantId, uploadId } = await staged(60, { batchSize: 20 });
    await control.setFaults([
      {
        match: { endpoint: "massive_collections", nthRequest: 2, times: 1 },
        action: { do: "status", status: 429, text: "TOO MANY REQUESTS", retryAfter: "600" },
      },
    ]);
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("rate_limited");
    const pace = await ownerDatabase().serverPace.findUniqueOrThrow({ where: { server: host } });
    const closedMs = (pace.closedUntil?.getTime() ?? 0) - (pace.closedAt?.getTime() ?? 0);
    // As long as it asked for, and up to a second that is drawn by lot.
    expect(Math.floor(closedMs / 1_000)).toBe(600);
    const waitUntil = Date.parse((await showUpload(supervisor, { uploadId })).waitUntil ?? "");
    expect(waitUntil).toBeGreaterThanOrEqual((pace.closedAt?.getTime() ?? 0) + 500_000);
    // As if that time had passed.
    await ownerDatabase().serverPace.update({ where: { server: host }, data: { closedUntil: pace.closedAt } });
    await ownerDatabase().batch.updateMany({ where: { uploadId, state: "pending" }, data: { notBefore: null } });
    await ownerDatabase().upload.update({ where: { id: uploadId }, data: { waitUntil: pace.closedAt } });
    await enqueueTenantWorkAt(tenantId, null);
    const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
    expect([groupsOf(upload), upload.waitReason, upload.callsMade]).toEqual([[60, 0, 0, 0, 0], null, 4]);
    expect((await loads()).map(({ status }) => status)).toEqual([200, 429, 200, 200]);
  });

  test("uses exactly the calls in flight that are allowed", async () => {
    await control.setSettings({ simultaneousLimit: null });
    const { supervisor, uploadId, token } = await staged(80, { batchSize: 10, callsAtOnce: 3 });
    await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "hold" } }]);
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(async () => (await loads()).length).toBe(3);
    await control.setFaults([]);
    await waitForUpload(supervisor, uploadId, ["finished"]);
    expect((await control.summary()).maxInFlightByToken[token]).toBe(3);
  });

  test("reads a lost worker's batch back after its lease", async () => {
    const { supervisor, tenantId, uploadId } = await staged(12, { batchSize: 6 });
    const first = await ownerDatabase().batch.findFirstOrThrow({ where: { uploadId, ordinal: 0 } });
    const gone = { state: "sending", fence: 1, leaseUntil: fromNow(-1_000) } as const;
    await ownerDatabase().batch.update({ where: { tenantId_id: { tenantId, id: first.id } }, data: gone });
    await confirmUpload(supervisor, { uploadId });
    expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([6, 6, 0, 0, 0]);
    expect((await listRecords(supervisor, { uploadId, state: "rejected", limit: 1 })).items[0]).toMatchObject({
      evidence: "read_back",
      reason: "not_in_crm",
    });
  });

  test("is seen moving forward to its end", async () => {
    const { supervisor, uploadId } = await staged(100, { batchSize: 10 });
    const seen: UploadView[] = [];
    const stop = await watchUpload(supervisor, {
      uploadId,
      onChange: (view) => seen.push(view),
      onError: (error) => expect.unreachable(String(error)),
    });
    await confirmUpload(supervisor, { uploadId });
    await expect.poll(() => seen.at(-1)?.state).toBe("finished");
    stop();
    const done = seen.map((view) => view.batchesDone);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
    expect(seen.at(-1)?.groups.accepted.debtors).toBe(100);
  });

  test("has a plan with calls, budget and earlier uploads", async () => {
    await control.setSettings({ dailyLimit: 4_800 });
    const { supervisor, uploadId } = await staged(250);
    const plan = await planUpload(supervisor, { uploadId });
    expect(plan).toMatchObject({
      batches: 3,
      calls: 3,
      isWithinBudget: true,
      line: null,
      budget: { limit: 4_800 },
    });
    expect(plan.expectedSeconds).toBe(6);
  });

  test("has a plan with the time that the pace of its server takes", async () => {
    const { supervisor, uploadId } = await staged(250);
    const pace = { intervalMs: 30_000, slowReason: "rate_limited" };
    await ownerDatabase().serverPace.upsert({
      where: { server: host },
      create: { server: host, ...pace },
      update: pace,
    });
    const { expectedSeconds } = await planUpload(supervisor, { uploadId });
    expect(expectedSeconds).toBe(90);
  });

  test("logs every call with its answer and no token", async () => {
    const { supervisor, uploadId, token } = await staged(30, { batchSize: 10 });
    await confirmUpload(supervisor, { uploadId });
    await waitForUpload(supervisor, uploadId, ["finished"]);
    const { items } = await listCalls(supervisor, { uploadId });
    expect(items.map((call) => [call.batchOrdinal, call.httpStatus, call.verdict])).toEqual(
      [2, 1, 0].map((ordinal) => [ordinal, 200, "accepted"]),
    );
    expect(
      JSON.stringify(
        [items, await ownerDatabase().auditEntry.findMany(), await ownerDatabase().upload.findMany()],
        (_, value: unknown) => (typeof value === "bigint" ? String(value) : value),
      ),
    ).not.toContain(token);
  });
});
