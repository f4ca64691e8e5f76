import { expect, test } from "vitest";
import { claimBatch } from "#lib/database/batches/batches.ts";
import { expireLapsedBatches } from "#lib/database/batches/lapsed-batches.ts";
import { withTransaction } from "#lib/database/client.ts";
import { beginRun } from "#lib/database/uploads/runs.ts";
import { settleBatch } from "#lib/sending/settle-batch.ts";
import type { Settlement } from "#lib/sending/settlement-of.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { makePortfolio, makeTeam, stage } from "#tests/support/factories.ts";
import { fromNow } from "#tests/support/from-now.ts";

const call = {
  startedAt: fromNow(),
  durationMs: 5,
  httpStatus: 200,
  verdict: "accepted",
  debtors: 4,
  replyExcerpt: "{}",
} as const;

/** The connection version of a tenant that nobody has edited. */
const version = 1;

async function claimed(debtors = 4) {
  const { supervisor, tenantId } = await makeTeam({ server: "crm01.wolkvox.com", batchSize: 4 });
  const uploadId = await stage(supervisor, tenantId, makePortfolio(debtors));
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "queued", confirmedAt: fromNow() } });
  await beginRun(ownerDatabase(), tenantId, uploadId, 0);
  const claim = await claimBatch(ownerDatabase(), tenantId, uploadId, version);
  if (claim.kind !== "claimed") throw new Error("nothing was claimed");
  const { batch } = claim;
  const settlement: Settlement = {
    state: "settled",
    outcomes: batch.sent.map(({ identification }) => ({
      identification,
      state: "accepted",
      evidence: "whole_batch",
      reason: null,
      remoteText: null,
    })),
    delaySeconds: 0,
    waitReason: null,
    stop: null,
  };
  return { tenantId, uploadId, batch, settlement };
}

test("a batch is claimed once, within the tenant's calls", async () => {
  const [whole, firstOfTwo] = [await claimed(4), await claimed(8)];
  for (const { tenantId, uploadId } of [whole, firstOfTwo])
    expect(await claimBatch(ownerDatabase(), tenantId, uploadId, version)).toEqual({ kind: "none" });
});

test("an answered batch frees its call and keeps its lease", async () => {
  const { tenantId, uploadId, batch, settlement } = await claimed(12);
  const next = await claimBatch(ownerDatabase(), tenantId, uploadId, version, batch);
  expect(next).toMatchObject({ kind: "claimed", batch: { ordinal: 1, debtors: 4 } });
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, version)).toEqual({ kind: "none" });
  expect(await settleBatch({ tenantId, uploadId, batch, settlement, call })).toBe(true);
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  expect([upload.acceptedDebtors, upload.pendingDebtors, upload.batchesDone, upload.callsMade]).toEqual([4, 8, 1, 1]);
});

test("an answer under an older fence frees no call", async () => {
  const { tenantId, uploadId, batch } = await claimed(8);
  const older = { id: batch.id, fence: batch.fence - 1 };
  expect(await claimBatch(ownerDatabase(), tenantId, uploadId, version, older)).toEqual({ kind: "none" });
});

test("an answered batch never settled becomes unconfirmed after its lease", async () => {
  const { tenantId, uploadId, batch } = await claimed(8);
  await claimBatch(ownerDatabase(), tenantId, uploadId, version, batch);
  await ownerDatabase().batch.updateMany({ where: { id: batch.id }, data: { leaseUntil: fromNow(-1) } });
  expect(await withTransaction(tenantId, (tx) => expireLapsedBatches(tx, tenantId))).toEqual([
    { id: batch.id, uploadId, isResent: false },
  ]);
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  expect([upload.unconfirmedDebtors, upload.pendingDebtors]).toEqual([4, 4]);
});

test("settling the last batch ends the run", async () => {
  const { tenantId, uploadId, batch, settlement } = await claimed();
  expect(await settleBatch({ tenantId, uploadId, batch, settlement: { ...settlement, alikeKey: null }, call })).toBe(
    true,
  );
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  expect([upload.state, upload.acceptedDebtors]).toEqual(["finished", 4]);
});

test("a finish after the lease settles nothing but is logged", async () => {
  const { tenantId, uploadId, batch, settlement } = await claimed();
  await ownerDatabase().batch.updateMany({ where: { id: batch.id }, data: { leaseUntil: fromNow(-1) } });
  await withTransaction(tenantId, (tx) => expireLapsedBatches(tx, tenantId));
  expect(await settleBatch({ tenantId, uploadId, batch, settlement, call })).toBe(false);
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  expect([upload.acceptedDebtors, upload.unconfirmedDebtors]).toEqual([0, 4]);
  expect(
    await ownerDatabase().call.findMany({
      where: { uploadId },
      orderBy: { id: "asc" },
      select: { verdict: true, isSettling: true },
    }),
  ).toEqual([
    { verdict: "worker_lost", isSettling: true },
    { verdict: "accepted", isSettling: false },
  ]);
});

test("a finish under an older fence settles nothing", async () => {
  const { tenantId, uploadId, batch, settlement } = await claimed();
  await ownerDatabase().batch.updateMany({ where: { id: batch.id }, data: { fence: { increment: 1 } } });
  expect(await settleBatch({ tenantId, uploadId, batch, settlement, call })).toBe(false);
});

test("a settle with too few debtors is rolled back", async () => {
  const { tenantId, uploadId, batch, settlement } = await claimed();
  const short = { ...settlement, outcomes: settlement.outcomes.slice(1) };
  await expect(settleBatch({ tenantId, uploadId, batch, settlement: short, call })).rejects.toThrow("3 of 4 debtors");
  expect(await ownerDatabase().record.count({ where: { uploadId, state: "pending" } })).toBe(4);
  expect(await ownerDatabase().call.count({ where: { uploadId } })).toBe(0);
});

test("a batch returning to a cancelled upload is not sent", async () => {
  const { tenantId, uploadId, batch, settlement } = await claimed();
  await ownerDatabase().upload.update({ where: { id: uploadId }, data: { state: "cancelled" } });
  const back: Settlement = {
    ...settlement,
    state: "pending",
    outcomes: [],
    waitReason: "rate_limited",
    delaySeconds: 5,
  };
  expect(await settleBatch({ tenantId, uploadId, batch, settlement: back, call })).toBe(true);
  const upload = await ownerDatabase().upload.findUniqueOrThrow({ where: { id: uploadId } });
  expect([upload.notSentDebtors, upload.pendingDebtors, upload.waitReason]).toEqual([4, 0, null]);
});
