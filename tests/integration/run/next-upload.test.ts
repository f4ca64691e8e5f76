import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import type { TenantId } from "#lib/services/context.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf } from "#tests/support/runs/tenant-run.ts";
import { workOnce } from "#tests/support/runs/work-once.ts";

// What must be over before a tenant's next upload may overwrite it.

/** How long a cut call may still be carried out: longer than any test takes. */
const longestSeconds = 600;
const { control, staged } = await runStage({
  hasWorker: false,
  env: { WOLKVOX_LONGEST_CALL_SECONDS: String(longestSeconds) },
});

/** As if a cut call's time were over for all that this tenant has sent. */
async function letCallsEnd(tenantId: TenantId): Promise<void> {
  await ownerDatabase().$executeRaw`
    UPDATE "Batch" SET "sentAt" = "sentAt" - make_interval(secs => ${longestSeconds}),
      "readBackAt" = CASE WHEN "readBackAt" IS NOT NULL THEN "sentAt" END
    WHERE "tenantId" = ${tenantId}::uuid AND state = 'unconfirmed'`;
}

const endpoints = async () => (await control.requests()).map(({ endpoint }) => endpoint);

test("a requested read-back finishes before the next upload begins", async () => {
  const { supervisor, tenantId, uploadId } = await staged(6);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  const later = await stage(supervisor, tenantId, makePortfolio(7));
  await readBackUpload(supervisor, { uploadId });
  await confirmUpload(supervisor, { uploadId: later });
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([6, 0, 0, 0, 0]);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([7, 0, 0, 0, 0]);
  const made = await endpoints();
  expect(made.lastIndexOf("massive_collections")).toBeGreaterThan(made.lastIndexOf("query_obligation"));
});

test("the next upload waits for a lost worker's lease", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3, { callsAtOnce: 2 });
  await confirmUpload(supervisor, { uploadId });
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "running" } });
  const { connectionVersion } = await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } });
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, connectionVersion)).toMatchObject({ kind: "claimed" });
  await cancelUpload(supervisor, { uploadId });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });

  expect(await workOnce(tenantId)).toMatchObject({ again: "at" });
  const waiting = await showUpload(supervisor, { uploadId: later });
  expect([waiting.state, waiting.waitReason]).toEqual(["queued", "earlier_upload"]);
  expect(waiting.waitUntil).not.toBeNull();
  expect(await endpoints()).not.toContain("massive_collections");

  await ownerDatabase().batch.updateMany({ where: { uploadId, state: "sending" }, data: { leaseUntil: new Date(0) } });
  // Its debtors may still be written.
  expect(await workOnce(tenantId)).toMatchObject({ again: "at" });
  expect(await endpoints()).not.toContain("massive_collections");
  await letCallsEnd(tenantId);
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 3, 0, 0, 0]);
  const over = await showUpload(supervisor, { uploadId: later });
  expect([...groupsOf(over), over.waitReason]).toEqual([4, 0, 0, 0, 0, null]);
  const made = await endpoints();
  expect(made.indexOf("massive_collections")).toBeGreaterThan(made.lastIndexOf("custom_query"));
});

test("the next upload waits while a cut call may run", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "before_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 3, 0, 0]);
  const { sentAt } = await ownerDatabase().batch.findFirstOrThrow({ where: { uploadId } });
  const before = (await endpoints()).length;
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  const result = await workOnce(tenantId);
  const end = (sentAt?.getTime() ?? 0) + longestSeconds * 1_000;
  expect(result).toEqual({ again: "at", at: new Date(end) });
  expect(await endpoints()).toHaveLength(before);
  await letCallsEnd(tenantId);
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([4, 0, 0, 0, 0]);
});

test("the next upload waits while the lost call of a batch that was sent again may run", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3, { repeatBehaviour: "updates" });
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "before_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  const sent = async () => {
    await workOnce(tenantId);
    return groupsOf(await showUpload(supervisor, { uploadId }));
  };
  await expect.poll(sent).toEqual([3, 0, 0, 0, 0]);
  const before = (await endpoints()).length;
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  const lost = await ownerDatabase().call.findFirstOrThrow({ where: { uploadId, httpStatus: null } });
  const end = new Date(lost.startedAt.getTime() + longestSeconds * 1_000);
  expect(await workOnce(tenantId)).toEqual({ again: "at", at: end });
  expect(await endpoints()).toHaveLength(before);
  await ownerDatabase().call.update({ where: { id: lost.id }, data: { startedAt: fromNow(-longestSeconds * 1_000) } });
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([4, 0, 0, 0, 0]);
});

test("an answered call never delays the next upload", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "wrong_sums", isSummaryMissing: true } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 3, 0, 0]);
  await ownerDatabase().batch.updateMany({ where: { uploadId }, data: { sentAt: fromNow(60_000) } });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  await workOnce(tenantId);
  expect((await showUpload(supervisor, { uploadId: later })).state).toBe("finished");
});

test("the next upload waits for a postponed read-back", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "before_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  // Read back at once, and too early to believe that they are absent.
  await workOnce(tenantId);
  await cancelUpload(supervisor, { uploadId });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  expect(await workOnce(tenantId)).toMatchObject({ again: "at" });
  await letCallsEnd(tenantId);
  await workOnce(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 3, 0, 0, 0]);
  const made = await endpoints();
  expect(made.lastIndexOf("massive_collections")).toBeGreaterThan(made.lastIndexOf("custom_query"));
});
