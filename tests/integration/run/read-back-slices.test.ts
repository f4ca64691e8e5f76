import { expect, test } from "vitest";
import type { TenantId } from "#lib/services/context.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf } from "#tests/support/runs/tenant-run.ts";
import { workOnce } from "#tests/support/runs/work-once.ts";
import { onArrival } from "#tests/support/wolkvox-sandbox/on-arrival.ts";

const { control, staged } = await runStage({ hasWorker: false, env: { WOLKVOX_MIN_INTERVAL_MS: "1" } });

/**
 * Runs slices until the upload is over, each of which ends amid so many queries; returns how many it took.
 */
async function workInSlices(tenantId: TenantId, uploadId: string, queries = Number.POSITIVE_INFINITY): Promise<number> {
  for (let slice = 1; slice <= 20; slice++) {
    const ending = new AbortController();
    let made = 0;
    const end = onArrival("query", () => {
      if (++made === queries) ending.abort();
    });
    try {
      await workOnce(tenantId, { signal: ending.signal });
    } finally {
      end();
    }
    // As if the half minute between two read-backs were over.
    await ownerDatabase().batch.updateMany({
      where: { uploadId, readBackAt: { not: null } },
      data: { readBackAt: new Date(0) },
    });
    const { state } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
    if (state === "finished") return slice;
  }
  throw new Error("twenty slices did not end it");
}

const cut = (when: "after_applying" | "before_applying") => ({
  match: { endpoint: "massive_collections" as const, times: 1 },
  action: { do: "reset" as const, when },
});
const asked = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "custom_query").length;

test("a read-back over many slices resumes where it stopped", async () => {
  const { supervisor, tenantId, uploadId } = await staged(12);
  await control.setFaults([cut("after_applying")]);
  await confirmUpload(supervisor, { uploadId });
  // A debtor takes two or three queries: only the third slice ends amid one, who is asked for again.
  expect(await workInSlices(tenantId, uploadId, 5)).toBe(6);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([12, 0, 0, 0, 0]);
  expect(await asked()).toBe(13);
});

test("a read-back that learns nothing ends after two rounds", async () => {
  const { supervisor, tenantId, uploadId } = await staged(12);
  const other = JSON.stringify({ code: "200", error: "null", msg: "1", data: [{ wolkvox_id: "1", Name: "Otra" }] });
  await control.setFaults([
    cut("before_applying"),
    { match: { endpoint: "custom_query" }, action: { do: "status", status: 200, text: other } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  expect(await workInSlices(tenantId, uploadId, 5)).toBe(6);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 12, 0, 0]);
  expect(await asked()).toBe(24);
});

test("a CRM that only fails is not queried for everybody", async () => {
  const { supervisor, tenantId, uploadId } = await staged(12);
  await control.setFaults([
    cut("before_applying"),
    { match: { endpoint: "custom_query" }, action: { do: "status", status: 500, text: "oops" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await workInSlices(tenantId, uploadId);
  // Three in each of two rounds.
  expect(await asked()).toBe(6);
});
