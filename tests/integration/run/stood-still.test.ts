import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import { expireLapsedBatches } from "#lib/database/batches/lapsed-batches.ts";
import { withTransaction } from "#lib/database/client.ts";
import { findTenantConnection } from "#lib/database/tenants/tenants.ts";
import { beginRun } from "#lib/database/uploads/runs.ts";
import { sendBatch } from "#lib/sending/send-batch.ts";
import { wolkvoxClientOf } from "#lib/sending/wolkvox-client-of.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";
import { runStage } from "#tests/support/runs/run-stage.ts";

const { control, staged } = await runStage({ hasWorker: false });

/** A claimed batch; `send` continues like a worker whose claim has this age (ms). */
async function claimed() {
  const { tenantId, uploadId } = await staged(8, { batchSize: 4 });
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "queued", confirmedAt: fromNow() } });
  await beginRun(ownerDatabase(), tenantId, uploadId, 0);
  const connection = await findTenantConnection(ownerDatabase(), tenantId);
  if (connection === null) throw new Error("the tenant is not there");
  const claim = await claimBatch(ownerDatabase(), tenantId, uploadId, connection.connectionVersion);
  if (claim.kind !== "claimed") throw new Error("nothing was claimed");
  const { batch } = claim;
  const { callsAtOnce: _, ...rest } = connection;
  const run = {
    tenantId,
    uploadId,
    request: null,
    isCloseOut: false,
    ...rest,
    client: wolkvoxClientOf(tenantId, connection),
  };
  const place = { kind: "granted", waitMs: 0, at: fromNow(), isAtBest: true, beginAt: performance.now() } as const;
  await ownerDatabase().serverPace.deleteMany();
  await ownerDatabase().serverPace.create({ data: { server: connection.server, nextAt: fromNow(), intervalMs: 100 } });
  return {
    tenantId,
    batch,
    send: async (claimAgeMs: number) => (await sendBatch(run, batch, place, () => claimAgeMs)).settle(),
    /** The interval between calls to the server, in ms. */
    pace: async () => (await ownerDatabase().serverPace.findFirstOrThrow()).intervalMs,
    stateOf: () => ownerDatabase().batch.findUniqueOrThrow({ where: { id: batch.id }, select: { state: true } }),
    calls: () =>
      ownerDatabase().call.findMany({
        where: { uploadId },
        orderBy: { id: "asc" },
        select: { verdict: true, isSettling: true },
      }),
    upload: () => ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } }),
  };
}

test("a claim within half its lease margin (15 s) is sent", async () => {
  const { send, stateOf } = await claimed();
  expect(await send(14_900)).toEqual({ verdict: "accepted", isSettled: true, isHeld: false });
  expect(await stateOf()).toEqual({ state: "settled" });
  expect(await control.summary()).toMatchObject({ debtorsApplied: 4 });
});

test("an older claim under its lease goes back unsent", async () => {
  const { send, stateOf, upload, calls, pace } = await claimed();
  expect(await send(15_100)).toEqual({ verdict: "not_arrived", isSettled: true, isHeld: true });
  expect(await control.requests()).toEqual([]);
  expect(await stateOf()).toEqual({ state: "pending" });
  const { waitReason, pendingDebtors } = await upload();
  expect([waitReason, pendingDebtors]).toEqual(["aborted_before_sent", 8]);
  expect(await calls()).toEqual([{ verdict: "aborted", isSettling: true }]);
  expect(await pace()).toBe(100);
});

test("a batch taken over by another worker is not sent", async () => {
  const { tenantId, batch, send, stateOf, upload, calls } = await claimed();
  await ownerDatabase().batch.updateMany({ where: { id: batch.id }, data: { leaseUntil: fromNow(-1) } });
  await withTransaction(tenantId, (tx) => expireLapsedBatches(tx, tenantId));
  expect(await send(121_000)).toMatchObject({ isSettled: false });
  expect(await control.requests()).toEqual([]);
  expect(await stateOf()).toEqual({ state: "unconfirmed" });
  expect((await upload()).unconfirmedDebtors).toBe(4);
  expect(await calls()).toEqual([
    { verdict: "worker_lost", isSettling: true },
    { verdict: "aborted", isSettling: false },
  ]);
});
