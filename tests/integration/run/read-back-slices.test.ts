import { expect, test } from "vitest";
import { workOnTenant } from "#lib/sending/work-on-tenant.ts";
import type { TenantId } from "#lib/services/context.ts";
import { confirmUpload } from "#lib/services/uploads/confirm-upload.ts";
import { showUpload } from "#lib/services/uploads/show-upload.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";
import { groupsOf } from "#tests/support/runs/tenant-run.ts";

const { control, host, staged } = await runStage({ hasWorker: false, env: { WOLKVOX_MIN_INTERVAL_MS: "1" } });

/** Runs slices too short for the whole batch until the upload is over; at most a hundred. */
async function workInSlices(tenantId: TenantId, uploadId: string): Promise<number> {
  const signal = new AbortController().signal;
  for (let slice = 1; slice <= 100; slice++) {
    await workOnTenant(tenantId, { until: Date.now() + 250, signal, onSent: () => undefined });
    // As if the half minute between two read-backs were over.
    await ownerDatabase().batch.updateMany({
      where: { uploadId, readBackAt: { not: null } },
      data: { readBackAt: new Date() },
    });
    const { state } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
    if (state === "finished") return slice;
  }
  throw new Error("a hundred slices did not end it");
}

const cut = (when: "after_applying" | "before_applying") => ({
  match: { endpoint: "massive_collections" as const, times: 1 },
  action: { do: "reset" as const, when },
});
const asked = async () => (await control.requests()).filter(({ endpoint }) => endpoint === "custom_query").length;

test("a read-back over many slices resumes where it stopped", async () => {
  const { supervisor, tenantId, uploadId } = await staged(60);
  await control.setFaults([cut("after_applying")]);
  await confirmUpload(supervisor, { uploadId });
  await control.setSettings({ latencyMs: 10 });
  const slices = await workInSlices(tenantId, uploadId);
  expect(slices).toBeGreaterThan(3);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([60, 0, 0, 0, 0]);
  expect(await asked()).toBeLessThan(60 + slices);
});

test("a read-back that learns nothing ends after two rounds", async () => {
  const { supervisor, tenantId, uploadId } = await staged(60);
  const other = JSON.stringify({ code: "200", error: "null", msg: "1", data: [{ wolkvox_id: "1", Name: "Otra" }] });
  await control.setFaults([
    cut("before_applying"),
    { match: { endpoint: "custom_query" }, action: { do: "status", status: 200, text: other } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  await control.setSettings({ latencyMs: 10 });
  expect(await workInSlices(tenantId, uploadId)).toBeGreaterThan(3);
  expect(groupsOf(await showUpload(supervisor, { uploadId }))).toEqual([0, 0, 60, 0, 0]);
  expect(await asked()).toBe(120);
});

test("a CRM that only fails is not queried for everybody", async () => {
  const { supervisor, tenantId, uploadId } = await staged(60);
  await control.setFaults([
    cut("before_applying"),
    { match: { endpoint: "custom_query" }, action: { do: "status", status: 500, text: "oops" } },
  ]);
  await confirmUpload(supervisor, { uploadId });
  // The cut call slows the server's pace: three queries would not fit into one of these short slices.
  await ownerDatabase().serverPace.update({
    where: { server: host },
    data: { intervalMs: 5, slowedAt: new Date(Date.now() + 60_000) },
  });
  await workInSlices(tenantId, uploadId);
  // Two queries a slice for three rounds; a busy machine may fit one more into a slice.
  const queries = await asked();
  expect(queries).toBeGreaterThanOrEqual(6);
  expect(queries).toBeLessThan(12);
});
