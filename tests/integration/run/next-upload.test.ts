import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches.ts";
import { database } from "#lib/database/client.ts";
import { cancelUpload } from "#lib/services/cancel-upload.ts";
import { confirmUpload } from "#lib/services/confirm-upload.ts";
import { readBackUpload } from "#lib/services/read-back-upload.ts";
import { showUpload } from "#lib/services/show-upload.ts";
import { workOnTenant } from "#lib/services/work-on-tenant.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/run-stage.ts";
import { forgoReadBacks, groupsOf } from "#tests/support/tenant-run.ts";

// What must be over before the next upload of a tenant may overwrite it.

const { control, staged } = await runStage({ hasWorker: false });

const slice = (tenantId: string) =>
  workOnTenant(tenantId, { until: Date.now() + 5_000, signal: new AbortController().signal, onSent: () => undefined });
const endpoints = async () => (await control.requests()).map(({ endpoint }) => endpoint);

test("who is asked after before the next upload begins is read before that overwrites them", async () => {
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
  await slice(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([20, 0, 0, 0, 0]);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([21, 0, 0, 0, 0]);
  const made = await endpoints();
  expect(made.lastIndexOf("massive_collections")).toBeGreaterThan(made.lastIndexOf("query_obligation"));
});

test("the call of a lost worker may still be carried out: the next upload begins when its lease is over, and it was read back", async () => {
  const { supervisor, tenantId, uploadId } = await staged(3, { callsAtOnce: 2 });
  await confirmUpload(supervisor, { uploadId });
  await database().upload.update({ where: { id: uploadId }, data: { state: "running" } });
  const { connectionVersion } = await database().tenant.findUniqueOrThrow({ where: { id: tenantId } });
  expect(await claimBatch(database(), tenantId, uploadId, connectionVersion)).toMatchObject({ kind: "claimed" });
  await cancelUpload(supervisor, { uploadId });
  const later = await stage(supervisor, tenantId, makePortfolio(4));
  await confirmUpload(supervisor, { uploadId: later });

  expect(await slice(tenantId)).toMatchObject({ again: "at" });
  expect((await showUpload(supervisor, { uploadId: later })).state).toBe("queued");
  expect(await endpoints()).not.toContain("massive_collections");

  await database().batch.updateMany({ where: { uploadId, state: "sending" }, data: { leaseUntil: new Date(0) } });
  await slice(tenantId);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 3, 0, 0, 0]);
  expect(groupsOf(await showUpload(supervisor, { uploadId: later }))).toEqual([4, 0, 0, 0, 0]);
  const made = await endpoints();
  expect(made.indexOf("massive_collections")).toBeGreaterThan(made.lastIndexOf("custom_query"));
});
