import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import { workOnTenant } from "#lib/sending/work-on-tenant.ts";
import type { TenantId } from "#lib/services/context.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf } from "#tests/support/runs/tenant-run.ts";

// What must be over before a tenant's next upload may overwrite it.

const { control, staged } = await runStage({ hasWorker: false, env: { WOLKVOX_LONGEST_CALL_SECONDS: "1" } });

const slice = (tenantId: TenantId, ms = 5_000) =>
  workOnTenant(tenantId, { until: Date.now() + ms, signal: new AbortController().signal, onSent: () => undefined });
/** Runs slices until the upload is over, each at the time that the previous one named. */
async function workUntilOver(tenantId: TenantId, uploadId: string): Promise<void> {
  for (let left = 20; left > 0; left--) {
    const result = await slice(tenantId);
    if ((await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } })).state === "finished") return;
    if (result.again === "at") await sleep(result.at.getTime() - Date.now());
  }
  throw new Error("twenty slices did not end it");
}

const endpoints = async () => (await control.requests()).map(({ endpoint }) => endpoint);

test("a requested read-back finishes before the next upload begins", async () => {
  const { supervisor, tenantId, uploadId } = await staged(20);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await slice(tenantId);
  const later = await stage(supervisor, tenantId, makePortfolio(21));
  await readBackUpload(supervisor, { uploadId });
  await confirmUpload(supervisor, { uploadId: later });
  await workUntilOver(tenantId, later);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([20, 0, 0, 0, 0]);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([21, 0, 0, 0, 0]);
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

  expect(await slice(tenantId)).toMatchObject({ again: "at" });
  const waiting = await showUpload(supervisor, { uploadId: later });
  expect([waiting.state, waiting.waitReason]).toEqual(["queued", "earlier_upload"]);
  expect(Date.parse(waiting.waitUntil ?? "")).toBeGreaterThan(Date.now());
  expect(await endpoints()).not.toContain("massive_collections");

  await ownerDatabase().batch.updateMany({ where: { uploadId, state: "sending" }, data: { leaseUntil: new Date(0) } });
  await workUntilOver(tenantId, later);
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
  await slice(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 3, 0, 0]);
  const { sentAt } = await ownerDatabase().batch.findFirstOrThrow({ where: { uploadId } });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  await workUntilOver(tenantId, later);
  const loads = (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
  expect(loads.at(-1)!.startedAt - (sentAt?.getTime() ?? 0)).toBeGreaterThanOrEqual(1_000);
});

test("an answered call never delays the next upload", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "wrong_sums", isSummaryMissing: true } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await slice(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 3, 0, 0]);
  await ownerDatabase().batch.updateMany({ where: { uploadId }, data: { sentAt: new Date(Date.now() + 60_000) } });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  await slice(tenantId);
  expect((await showUpload(supervisor, { uploadId: later })).state).toBe("finished");
});

test("the next upload waits for a postponed read-back", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "before_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  // Read back at once, and too early to believe that they are absent.
  await slice(tenantId, 500);
  await cancelUpload(supervisor, { uploadId });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });
  await workUntilOver(tenantId, later);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 3, 0, 0, 0]);
  const made = await endpoints();
  expect(made.lastIndexOf("massive_collections")).toBeGreaterThan(made.lastIndexOf("custom_query"));
});
