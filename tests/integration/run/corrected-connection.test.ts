import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import { receiptLines } from "#lib/domain/portfolio/receipt.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { retryFailures } from "#lib/services/outcomes/retry-failures.ts";
import { exportPerson } from "#lib/services/people/export-person.ts";
import { editTenant } from "#lib/services/tenants/edit-tenant.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showReceipt } from "#lib/services/uploads/show-receipt.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { forgoReadBacks, groupsOf, passBackOff, waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { control, host, staged } = await runStage();

const loads = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "massive_collections");
const lookups = async () => (await control.requests()).filter(({ endpoint }) => endpoint.includes("query"));

test("a corrected operation applies to the next call without pause", async () => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(6, { batchSize: 1 });
  await control.setFaults([{ match: { endpoint: "massive_collections", nthRequest: 3 }, action: { do: "hold" } }]);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await loads()).length).toBe(3);
  await editTenant(admin, { tenantId, operation: "correcta" });
  await control.setFaults([]);
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([6, 0, 0, 0, 0]);
  // Only the call in flight still goes to the old operation.
  const ledger = await control.ledger();
  expect(ledger.map((debtor) => debtor.operation)).toEqual([
    ...[operation, operation, operation],
    ...["correcta", "correcta", "correcta"],
  ]);
  expect(new Set(ledger.map((debtor) => debtor.identification)).size).toBe(6);
  const sentTo = async (identification: string) =>
    (await exportPerson(admin, { tenantId, identification })).records.map((record) => record.operation);
  for (const debtor of ledger) expect(await sentTo(debtor.identification)).toEqual([debtor.operation]);
  const receipt = await showReceipt(supervisor, { uploadId });
  expect(receipt.tenant.operation).toBe(operation);
  expect(receipt.groups.accepted.debtors).toBe(6);
  expect(receipt.acceptedElsewhere).toMatchObject([{ operation: "correcta", server: host, debtors: 3 }]);
});

test("a receipt says where a retry went that was sent to another operation", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(6);
  const refused = ["10000001", "10000004"];
  await control.setFaults([
    { match: { identifications: refused }, action: { do: "refuse_debtors", shape: "objects" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await control.setFaults([]);
  await editTenant(admin, { tenantId, operation: "reintento" });
  const retry = await retryFailures(supervisor, { uploadId });
  await confirmUpload(supervisor, { uploadId: retry.id });
  await waitForUpload(supervisor, retry.id, ["finished"]);
  const receipt = await showReceipt(supervisor, { uploadId });
  expect(receipt.acceptedElsewhere).toEqual([]);
  expect(receipt.acceptedLater?.elsewhere).toMatchObject([{ operation: "reintento", server: host, debtors: 2 }]);
  expect((await showReceipt(supervisor, { uploadId: retry.id })).acceptedElsewhere).toEqual([]);
  expect(receiptLines(receipt).filter(({ part }) => part === "later")).toMatchObject([
    { reason: null, debtors: 2 },
    { reason: { of: "elsewhere", operation: "reintento" }, debtors: 2 },
  ]);
});

test("a load is not confirmed for another operation than the person has seen", async () => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(3);
  const seenFor = { operation, server: host };
  await editTenant(admin, { tenantId, operation: "vista" });
  await expect(confirmUpload(supervisor, { uploadId, seenFor })).rejects.toMatchObject({ code: "connection_moved" });
  expect((await showUpload(supervisor, { uploadId })).state).toBe("staged");
  await confirmUpload(supervisor, { uploadId, seenFor: { ...seenFor, operation: "vista" } });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  expect((await control.ledger()).map((debtor) => debtor.operation)).toEqual(Array(3).fill("vista"));
});

test.for([
  ["updates", "duplicates"],
  ["updates", "unknown"],
  // Nobody has seen how many would be twice.
  ["unknown", "duplicates"],
] as const)("a load is not confirmed by who has seen that the CRM %s, once it is said: %s", async ([repeats, now]) => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(3);
  await editTenant(admin, { tenantId, repeatBehaviour: repeats });
  const seenFor = { operation, server: host, repeats };
  await editTenant(admin, { tenantId, repeatBehaviour: now });
  const moved = { code: "comparison_moved", params: { setting: now } };
  await expect(confirmUpload(supervisor, { uploadId, seenFor })).rejects.toMatchObject(moved);
  expect((await showUpload(supervisor, { uploadId })).state).toBe("staged");
  await confirmUpload(supervisor, { uploadId, seenFor: { ...seenFor, repeats: now } });
  await waitForUpload(supervisor, uploadId, ["finished"]);
});

test("a corrected token applies to the next read-back call", async () => {
  const { admin, supervisor, tenantId, uploadId } = await staged(8);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  await control.setFaults([{ match: { endpoint: "custom_query", nthRequest: 3 }, action: { do: "hold" } }]);
  await readBackUpload(supervisor, { uploadId });
  const debtors = async () => (await lookups()).filter(({ endpoint }) => endpoint === "custom_query").length;
  await expect.poll(debtors).toBe(3);
  const before = (await lookups()).length;
  await editTenant(admin, { tenantId, token: "corregido-9f3c" });
  await control.setFaults([]);
  await expect.poll(async () => groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([8, 0, 0, 0, 0]);
  const old = (await lookups()).map(({ token }) => token !== "corregido-9f3c");
  expect([old.lastIndexOf(true), old.indexOf(false)]).toEqual([before - 1, before]);
});

test("whoever was sent to another operation is not looked up in this one", async () => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(4);
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 1 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const before = (await lookups()).length;
  const outcomes = async () => {
    const { items } = await listRecords(supervisor, { uploadId, state: "unconfirmed" });
    return items.map(({ reason }) => reason);
  };
  await editTenant(admin, { tenantId, operation: `otra-${operation}` });
  await readBackUpload(supervisor, { uploadId });
  await expect.poll(outcomes).toEqual(Array(4).fill("read_back_elsewhere"));
  expect((await lookups()).length).toBe(before);
  await editTenant(admin, { tenantId, operation });
  await readBackUpload(supervisor, { uploadId });
  await expect.poll(async () => groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([4, 0, 0, 0, 0]);
});

test("whoever a retry would send again is looked up only where the first call went", async () => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(4, { repeatBehaviour: "updates" });
  await forgoReadBacks(uploadId);
  await control.setFaults([
    { match: { endpoint: "massive_collections", times: 2 }, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await passBackOff(uploadId);
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const { id: retryId } = await retryFailures(supervisor, { uploadId });
  await editTenant(admin, { tenantId, operation: `otra-${operation}`, repeatBehaviour: "unknown" });
  await confirmUpload(supervisor, { uploadId: retryId });
  await waitForUpload(supervisor, retryId, ["finished"]);
  const groups = async () => groupsOf(await showUpload(supervisor, { uploadId: retryId }));
  expect(await groups()).toEqual([0, 0, 4, 0, 0]);
  expect((await lookups()).length).toBe(0);
  await editTenant(admin, { tenantId, operation });
  await readBackUpload(supervisor, { uploadId: retryId });
  await expect.poll(groups).toEqual([4, 0, 0, 0, 0]);
});

test("a lost call is not made again in another operation", async () => {
  const { admin, supervisor, tenantId, operation, uploadId } = await staged(4, { repeatBehaviour: "updates" });
  const first = { endpoint: "massive_collections", nthRequest: 1 } as const;
  await control.setFaults([
    { match: first, action: { do: "hold" } },
    { match: first, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await loads()).length).toBe(1);
  await editTenant(admin, { tenantId, operation: `otra-${operation}` });
  await control.setFaults([]);
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const groups = async () => groupsOf(await showUpload(supervisor, { uploadId }));
  // Nobody knows in this operation whether they are in that one.
  expect(await groups()).toEqual([0, 0, 4, 0, 0]);
  expect([(await loads()).length, (await lookups()).length]).toEqual([1, 0]);
  await editTenant(admin, { tenantId, operation });
  await readBackUpload(supervisor, { uploadId });
  await expect.poll(groups).toEqual([4, 0, 0, 0, 0]);
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
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "queued", confirmedAt: fromNow() } });
  const last = await version();
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "running" } });
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, first)).toEqual({ kind: "none" });
  expect((await showUpload(supervisor, { uploadId })).callsMade).toBe(0);
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, last)).toMatchObject({ kind: "claimed" });
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
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("quota_spent");
  await editTenant(admin, { tenantId, token: "nuevo-9f3c" });
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([4, 0, 0, 0, 0]);
});
