import { beforeEach, expect, test } from "vitest";
import { closeGate } from "#lib/database/calls/server-pace.ts";
import { enqueueTenantWorkAt } from "#lib/queue/tenant-work.ts";
import { listRecords } from "#lib/services/outcomes/list-records.ts";
import { readBackUpload } from "#lib/services/outcomes/read-back-upload.ts";
import { stateOutcome } from "#lib/services/outcomes/state-outcome.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf, waitForUpload } from "#tests/support/runs/tenant-run.ts";

// What the CRM answers to a lookup, and what that means for the other debtors.

const { host, control, staged } = await runStage();
beforeEach(() => ownerDatabase().serverPace.deleteMany());

const cutAfter = {
  match: { endpoint: "massive_collections", times: 1 },
  action: { do: "reset", when: "after_applying" },
} as const;
const cutBefore = { ...cutAfter, action: { do: "reset", when: "before_applying" } } as const;

const answer = (record: object) => JSON.stringify({ code: "200", error: "null", msg: "1 records", data: [record] });
const refusing = (status: number, text: string, times?: number) => ({
  match: { endpoint: "custom_query" as const, ...(times === undefined ? {} : { times }) },
  action: { do: "status" as const, status, text },
});

const questions = async () => (await control.requests()).filter(({ endpoint }) => endpoint !== "massive_collections");
const openOnes = async (supervisor: Awaited<ReturnType<typeof staged>>["supervisor"], uploadId: string) =>
  (await listRecords(supervisor, { uploadId, state: "unconfirmed" })).items.map(({ reason, remoteText }) => ({
    reason,
    remoteText,
  }));

test("one matching field is no proof: the debtor stays unconfirmed", async () => {
  const { supervisor, uploadId } = await staged(1);
  const [row] = makePortfolio(1);
  const name = row![1]!;
  // An older record of the same person, without a visible balance.
  await control.setFaults([
    cutBefore,
    {
      match: { endpoint: "custom_query" },
      action: { do: "status", status: 200, text: answer({ wolkvox_id: "1", Name: name }) },
    },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await expect
    .poll(async () => (await openOnes(supervisor, uploadId))[0])
    .toMatchObject({ reason: "read_back_not_shown", remoteText: expect.stringContaining("Telephone") });
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 1, 0, 0]);
});

test("a CRM that refuses lookups is queried once per batch", async () => {
  const { supervisor, uploadId } = await staged(20, { batchSize: 10 });
  await control.setFaults([
    { ...cutAfter, match: { endpoint: "massive_collections" } },
    refusing(403, "PLEASE VALIDATE TOKEN"),
  ]);
  await confirmUpload(supervisor, { uploadId });
  const upload = await waitForUpload(supervisor, uploadId, ["finished"]);
  expect(groupsOf(upload)).toEqual([0, 0, 20, 0, 0]);
  expect((await questions()).filter(({ endpoint }) => endpoint === "custom_query")).toHaveLength(2);
  expect(new Set((await openOnes(supervisor, uploadId)).map((record) => JSON.stringify(record)))).toEqual(
    new Set([JSON.stringify({ reason: "read_back_refused", remoteText: "PLEASE VALIDATE TOKEN" })]),
  );
});

test("an accepted debtor loses the earlier refusal's text", async () => {
  const { supervisor, uploadId } = await staged(2);
  await control.setFaults([cutAfter, refusing(403, "PLEASE VALIDATE TOKEN", 1)]);
  await confirmUpload(supervisor, { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  expect((await openOnes(supervisor, uploadId))[0]?.remoteText).toBe("PLEASE VALIDATE TOKEN");
  await stateOutcome(supervisor, { uploadId, ordinals: [0], outcome: "accepted", note: "Está en el CRM" });
  await readBackUpload(supervisor, { uploadId });
  await expect.poll(async () => groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([2, 0, 0, 0, 0]);
  const { items } = await listRecords(supervisor, { uploadId, state: "accepted" });
  expect(items.map(({ remoteText }) => remoteText)).toEqual([null, null]);
});

test("maintenance during a lookup closes the gate, then continues", async () => {
  const { supervisor, tenantId, uploadId } = await staged(6);
  await control.setFaults([cutAfter, refusing(403, "System under maintenance", 1)]);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("maintenance");
  expect((await ownerDatabase().serverPace.findUniqueOrThrow({ where: { server: host } })).closedReason).toBe(
    "maintenance",
  );
  // As if the time to the next probe had passed.
  const past = new Date(0);
  await ownerDatabase().serverPace.update({ where: { server: host }, data: { closedUntil: past } });
  await ownerDatabase().batch.updateMany({
    where: { uploadId, readBackAt: { not: null } },
    data: { readBackAt: past },
  });
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { waitUntil: past } });
  await enqueueTenantWorkAt(tenantId, null);
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([6, 0, 0, 0, 0]);
});

test("a day spent at a lookup stops all calls", async () => {
  const { supervisor, tenantId, uploadId } = await staged(6);
  await control.setFaults([cutAfter, refusing(403, "TOKEN LIMIT EXCEEDED")]);
  await confirmUpload(supervisor, { uploadId });
  await expect.poll(async () => (await showUpload(supervisor, { uploadId })).waitReason).toBe("quota_spent");
  expect(await ownerDatabase().tokenBudget.findUniqueOrThrow({ where: { tenantId } })).toMatchObject({ available: 0 });
  expect((await questions()).filter(({ endpoint }) => endpoint === "custom_query")).toHaveLength(1);
});

test("at a closed gate a read-back may probe", async () => {
  const { supervisor, uploadId } = await staged(4);
  const load = { endpoint: "massive_collections", times: 1 } as const;
  await control.setFaults([
    { match: load, action: { do: "hold" } },
    { match: load, action: { do: "reset", when: "after_applying" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  const held = async () => (await control.requests()).filter(({ endpoint }) => endpoint === load.endpoint);
  await expect.poll(held).toHaveLength(1);
  // Closed while the load is in flight, on behalf of an upload that will not return to open it.
  await closeGate(ownerDatabase(), host, "maintenance", 0);
  await control.setFaults([]);
  expect(groupsOf(await waitForUpload(supervisor, uploadId, ["finished"]))).toEqual([4, 0, 0, 0, 0]);
});
