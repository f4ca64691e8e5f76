import { afterAll, expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import { averageCallMs } from "#lib/database/calls/calls.ts";
import { readMetricRows } from "#lib/database/operations/read-metrics.ts";
import { beginRun } from "#lib/database/uploads/runs.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import { workOnTenant } from "#lib/sending/work-on-tenant.ts";
import { listCalls } from "#lib/services/outcomes/list-calls.ts";
import { closeAll } from "#tests/support/database/close-all.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

afterAll(() => closeAll());

/**
 * Two batches; the first was claimed by a worker that is gone, and its lease has ended. `goOn` is a slice
 * that only handles that.
 */
async function lapsed(repeatBehaviour: RepeatBehaviour) {
  const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 4, repeatBehaviour });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(8));
  await ownerDatabase().tokenBudget.create({ data: { tenantId, askedAt: fromNow(), available: 100 } });
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "queued", confirmedAt: fromNow() } });
  await beginRun(ownerDatabase(), tenantId, uploadId, 0);
  await claimBatch(ownerDatabase(), tenantId, uploadId, 1);
  await ownerDatabase().batch.updateMany({
    where: { uploadId, state: "sending" },
    data: { leaseUntil: fromNow(-1) },
  });
  return {
    tenantId,
    goOn: () =>
      workOnTenant(tenantId, { until: fromNow(-1).getTime(), signal: AbortSignal.abort(), onSent: () => undefined }),
    calls: async () => (await listCalls(supervisor, { uploadId })).items,
    batch: () => ownerDatabase().batch.findFirstOrThrow({ where: { uploadId, ordinal: 0 } }),
    counted: async () => {
      const { callsMade, batchesDone } = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
      const { spent } = await ownerDatabase().tokenBudget.findUniqueOrThrow({ where: { tenantId } });
      return { callsMade, batchesDone, spent };
    },
  };
}

test("a lost worker's call is logged and counted once", async () => {
  const { goOn, calls, batch, counted } = await lapsed("unknown");
  expect([await calls(), await counted()]).toEqual([[], { callsMade: 0, batchesDone: 0, spent: 1 }]);
  await goOn();
  await goOn();
  const { state, sentAt } = await batch();
  expect(state).toBe("unconfirmed");
  expect(await calls()).toEqual([
    {
      id: expect.any(String),
      batchOrdinal: 0,
      endpoint: "massive_collections",
      startedAt: sentAt?.toISOString(),
      durationMs: null,
      httpStatus: null,
      verdict: "worker_lost",
      isSettling: true,
      debtors: null,
      replyExcerpt: "",
    },
  ]);
  // The token's day was charged at the claim.
  expect(await counted()).toEqual({ callsMade: 1, batchesDone: 1, spent: 1 });
});

test("a lost call is logged too if its batch is resent", async () => {
  const { goOn, calls, batch, counted } = await lapsed("updates");
  await goOn();
  expect(await batch()).toMatchObject({ state: "pending", resends: 1 });
  expect(await calls()).toMatchObject([{ batchOrdinal: 0, verdict: "worker_lost", durationMs: null }]);
  expect(await counted()).toEqual({ callsMade: 1, batchesDone: 0, spent: 1 });
});

test("a lost call does not count in the average duration", async () => {
  const { tenantId, goOn } = await lapsed("unknown");
  await goOn();
  expect(await averageCallMs(ownerDatabase(), tenantId)).toBeNull();
  const answered = { tenantId, endpoint: "massive_collections", httpStatus: 200, verdict: "accepted", debtors: 1 };
  await ownerDatabase().call.createMany({
    data: [100, 200].map((durationMs) => ({ ...answered, id: crypto.randomUUID(), startedAt: fromNow(), durationMs })),
  });
  expect(await averageCallMs(ownerDatabase(), tenantId)).toBe(150);
  const metrics = await readMetricRows(ownerDatabase());
  expect(metrics.calls.find(({ verdict }) => verdict === "worker_lost")).toMatchObject({ seconds: 0 });
  expect(metrics.calls.find(({ verdict }) => verdict === "accepted")).toMatchObject({ count: 2, seconds: 0.3 });
});
