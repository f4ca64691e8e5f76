import { expect, test } from "vitest";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, stage } from "#tests/support/factories.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { waitForUpload } from "#tests/support/runs/tenant-run.ts";

const { staged, worker } = await runStage({ isWorkerProcess: true });

const requestsIn = (log: string, uploadId: string) =>
  log
    .split("\n")
    .filter((line) => line.includes(uploadId))
    .map((line): { msg: string; request?: string; batchId?: string } => JSON.parse(line));

test("an upload keeps its confirmation's request up to each call in the worker's log", async () => {
  const { supervisor, tenantId, uploadId } = await staged(25, { batchSize: 10 });
  const other = await stage({ ...supervisor, requestId: "staged-under-this" }, tenantId, makePortfolio(3));
  await confirmUpload({ ...supervisor, requestId: "confirmed-under-this" }, { uploadId });
  await confirmUpload(supervisor, { uploadId: other });
  await waitForUpload(supervisor, other, ["finished"]);

  expect((await showUpload(supervisor, { uploadId })).confirmedRequest).toBe("confirmed-under-this");
  const lines = requestsIn(worker?.log() ?? "", uploadId);
  const calls = await ownerDatabase().call.findMany({ where: { uploadId }, select: { batchId: true } });
  expect(lines.map(({ batchId }) => batchId).toSorted()).toEqual(calls.map(({ batchId }) => batchId).toSorted());
  expect(new Set(lines.map(({ request }) => request))).toEqual(new Set(["confirmed-under-this"]));
  // A script has no request: nothing is made up for it.
  expect((await showUpload(supervisor, { uploadId: other })).confirmedRequest).toBeNull();
  expect(new Set(requestsIn(worker?.log() ?? "", other).map((line) => line.request))).toEqual(new Set([undefined]));
});

test("every audit entry made in a request names it, those of the staging thread too", async () => {
  const { supervisor, tenantId } = await staged(3);
  const from = (requestId: string) => ({ ...supervisor, requestId });
  const uploadId = await stage(from("staged-under-this"), tenantId, makePortfolio(4));
  await confirmUpload(from("confirmed-under-this"), { uploadId });
  await waitForUpload(supervisor, uploadId, ["finished"]);
  const entries = await ownerDatabase().auditEntry.findMany({ where: { subject: uploadId }, orderBy: { id: "asc" } });
  const requestOf = (details: unknown) => (details as { request?: string }).request;
  const named = Object.fromEntries(entries.map(({ action, details }) => [action, requestOf(details)]));
  expect(named).toMatchObject({
    upload_started: "staged-under-this",
    upload_staged: "staged-under-this",
    upload_confirmed: "confirmed-under-this",
  });
  expect(Object.values(named)).not.toContain(undefined);
});
