import { expect, test } from "vitest";
import { maxHalvingCalls } from "#lib/sending/halves-of.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { resumeUpload } from "#lib/services/uploads/resume-upload.ts";
import { watchUpload } from "#lib/services/uploads/watch-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, staged } = await runStage();

const poison = (...identifications: string[]) => [
  { match: { identifications }, action: { do: "refuse_batch" as const } },
];

test("halving finds one bad debtor among a hundred", async () => {
  const { supervisor, uploadId } = await staged(200);
  await control.setFaults(poison("10000137"));
  const seen: number[] = [];
  const stop = await watchUpload(supervisor, {
    uploadId,
    onChange: (view) => seen.push(view.batchesDone / view.batchCount > 1 ? Number.NaN : view.batchesDone),
    onError: (error) => expect.unreachable(String(error)),
  });
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  stop();
  expect(groupsOf(upload)).toEqual([199, 1, 0, 0, 0]);
  expect(upload.callsMade).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(100)));
  // The price is shown next to the calls that it is part of.
  expect(upload.halving).toEqual({ batches: 1, calls: upload.callsMade - 2, maxCalls: 112 });
  expect([upload.batchesDone, upload.callsMade]).toEqual([upload.batchCount, upload.batchCount]);
  const { items } = await listRecords(supervisor, { uploadId, state: "rejected" });
  expect(items).toMatchObject([
    {
      identification: "10000137",
      evidence: "isolated",
      reason: "refused_whole",
      remoteText: "INVALID DATA IN COLLECTIONS",
    },
  ]);
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(await control.summary()).toMatchObject({ debtorsApplied: 199, writtenAgain: 0 });
});

test("halves have their parent's content and staging's hashes", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(5);
  await control.setFaults([{ match: { endpoint: "massive_collections", times: 1 }, action: { do: "refuse_batch" } }]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const batches = await ownerDatabase().batch.findMany({ where: { uploadId }, orderBy: { ordinal: "asc" } });
  const [parent, ...halves] = batches;
  expect(batches.map((batch) => [batch.state, batch.debtors, batch.obligations])).toEqual([
    ["split", 5, 7],
    ["settled", 3, 4],
    ["settled", 2, 3],
  ]);
  expect(halves.map((half) => half.parentId)).toEqual([parent?.id, parent?.id]);
  const sum = halves.reduce((total, half) => total + Number(half.balance) * 100, 0);
  expect(Math.round(sum)).toBe(Math.round(Number(parent?.balance) * 100));
  expect((await control.ledger()).length).toBe(5);
  await editTenant(admin, { tenantId, batchSize: 3 });
  const again = await stage(supervisor, tenantId, makePortfolio(5));
  const staging = await ownerDatabase().batch.findMany({ where: { uploadId: again }, orderBy: { ordinal: "asc" } });
  expect(halves.map((half) => half.sha256)).toEqual(staging.map((batch) => batch.sha256));
});

test("several bad debtors cost two calls a step each", async () => {
  const { supervisor, uploadId } = await staged(64, { batchSize: 64 });
  await control.setFaults(poison("10000000", "10000020", "10000050"));
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished", "paused"]);
  expect(groupsOf(upload)).toEqual([61, 3, 0, 0, 0]);
  expect(upload.callsMade).toBeLessThanOrEqual(1 + 2 * 3 * 6);
});

test("at its price limit halving rejects the rest whole", async () => {
  const { supervisor, uploadId } = await staged(100);
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { alikeLimit: 1_000 } });
  await control.setFaults([{ match: { endpoint: "massive_collections" }, action: { do: "refuse_batch" } }]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([0, 100, 0, 0, 0]);
  expect(upload.callsMade).toBeLessThanOrEqual(1 + maxHalvingCalls(100));
  const evidences = await ownerDatabase().record.groupBy({ by: ["evidence"], where: { uploadId }, _count: true });
  expect(evidences.map((group) => group.evidence).toSorted()).toEqual(["isolated", "whole_batch"]);
});

test("the halving limit never exceeds a split into single debtors", async () => {
  expect([2, 3, 5, 49, 50, 100].map(maxHalvingCalls)).toEqual([2, 4, 8, 96, 96, 112]);
  const { supervisor, uploadId } = await staged(10, { batchSize: 5 });
  await control.setFaults(poison("10000000", "10000001", "10000002", "10000003", "10000004"));
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished", "paused"]);
  expect([upload.state, groupsOf(upload)]).toEqual(["finished", [5, 5, 0, 0, 0]]);
  expect(upload.halving).toEqual({ batches: 1, calls: 8, maxCalls: 8 });
});

test("a partly accepted batch is never halved", async () => {
  const { supervisor, uploadId } = await staged(50);
  await control.setFaults([
    { match: { identifications: ["10000007"] }, action: { do: "refuse_debtors", shape: "nameless" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(await ownerDatabase().batch.count({ where: { uploadId } })).toBe(1);
  expect(upload.halving).toBeUndefined();
});

test("five batches refused alike pause the run; resuming continues", async () => {
  const { supervisor, uploadId } = await staged(100, { batchSize: 10 });
  await control.setFaults([
    { match: { endpoint: "massive_collections" }, action: { do: "refuse_batch", text: "LAYOUT 7 NOT ACCEPTED" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  const paused = await waitForUpload(supervisor, uploadId, ["paused"]);
  expect([paused.stopReason, paused.stopDetail, paused.callsMade]).toEqual([
    "alike_failures",
    "LAYOUT 7 NOT ACCEPTED",
    5,
  ]);
  expect(groupsOf(paused)).toEqual([0, 0, 0, 0, 100]);
  // Their halves are still to be sent.
  expect(paused.halving).toEqual({ batches: 5, calls: 0, maxCalls: 5 * 18 });
  await control.setFaults([]);
  await resumeUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect([groupsOf(upload), upload.stopReason]).toEqual([[100, 0, 0, 0, 0], null]);
  expect(await control.summary()).toMatchObject({ debtorsApplied: 100, writtenAgain: 0 });
});
