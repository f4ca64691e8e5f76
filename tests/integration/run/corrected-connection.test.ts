import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { cancelUpload } from "#lib/services/uploads/cancel-upload.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, staged } = await runStage({ settings: { latencyMs: 100 } });

test("a corrected operation applies to the next call without pause", async () => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(40, { batchSize: 1 });
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await control.ledger()).length, { timeout: 10_000 }).toBeGreaterThan(3);
  await editTenant(admin, { tenantId, operation: "correcta" });
  const before = await control.requests();
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([40, 0, 0, 0, 0]);

  const ledger = await control.ledger();
  const old = ledger.filter((debtor) => debtor.operation === operation);
  const corrected = ledger.filter((debtor) => debtor.operation === "correcta");
  expect(new Set(ledger.map((debtor) => debtor.identification)).size).toBe(40);
  expect(old.length + corrected.length).toBe(40);
  // A call in flight, or about to leave, still goes to the old operation.
  expect(old.length).toBeLessThanOrEqual(
    before.filter(({ endpoint }) => endpoint === "massive_collections").length + 1,
  );
  expect(corrected[0]!.at - old.at(-1)!.at).toBeLessThan(1_000);
});

test("a corrected token applies to the next read-back call", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(50);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await control.setSettings({ latencyMs: 20 });
  const queries = async () => (await control.requests()).filter(({ endpoint }) => endpoint.includes("query"));
  await readBackUpload(supervisor, { uploadId });
  await expect.poll(async () => (await queries()).length, { timeout: 10_000 }).toBeGreaterThan(5);
  await editTenant(admin, { tenantId, token: "corregido-9f3c" });
  const before = await queries();
  await expect
    .poll(async () => groupsOf(await showUpload(supervisor, { uploadId })), { timeout: 20_000 })
    .toEqual([50, 0, 0, 0, 0]);

  const after = await queries();
  const isOld = ({ token }: (typeof after)[number]) => token !== "corregido-9f3c";
  expect(after.filter(isOld).length).toBeLessThanOrEqual(before.length + 1);
  const first = after.findIndex((request) => !isOld(request));
  expect(after[first]!.startedAt - after[first - 1]!.startedAt).toBeLessThan(1_000);
});

test("a claim under a corrected connection gets nothing", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(4, { batchSize: 1 });
  const version = async () =>
    (await ownerDatabase().tenant.findUniqueOrThrow({ where: { id: tenantId } })).connectionVersion;
  const first = await version();
  await editTenant(admin, { tenantId, name: `Otro nombre ${tenantId}`, batchSize: 50, retentionDays: 30 });
  expect(await version()).toBe(first);
  const corrections = [
    { operation: "otra" },
    { token: "otro-9f3c" },
    { callsAtOnce: 2 },
    { repeatBehaviour: "updates" },
  ];
  for (const [index, correction] of corrections.entries()) {
    await editTenant(admin, { tenantId, ...correction } as Parameters<typeof editTenant>[1]);
    expect(await version()).toBe(first + index + 1);
  }
  // Not before: the worker would see it, and claim its batches meanwhile.
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "queued", confirmedAt: new Date() } });
  const last = await version();
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "running" } });
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, first)).toEqual({ kind: "none" });
  expect((await showUpload(supervisor, { uploadId })).callsMade).toBe(0);
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, last)).toMatchObject({ kind: "claimed" });
  // Otherwise the worker may send the rest meanwhile, and meet the fault that the next test plans for its own call.
  await cancelUpload(supervisor, { uploadId });
});

test("a new token ends the wait for the old one's day", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(4, { batchSize: 2 });
  await control.setFaults([
    {
      match: { endpoint: "massive_collections", times: 1 },
      action: { do: "status", status: 403, text: "TOKEN LIMIT EXCEEDED" },
    },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await showUpload(supervisor, { uploadId })).waitReason, { timeout: 30_000 })
    .toBe("quota_spent");
  await editTenant(admin, { tenantId, token: "nuevo-9f3c" });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"], 5_000))).toEqual([4, 0, 0, 0, 0]);
});
