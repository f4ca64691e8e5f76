import { type ClaimedBatch, cancelReturnedBatch, countResend, settleClaim } from "#lib/database/batches.ts";
import { insertCall, type NewCall } from "#lib/database/calls.ts";
import { type Transaction, withTransaction } from "#lib/database/client.ts";
import { type Half, settleUnsplit, splitBatch } from "#lib/database/halves.ts";
import { planReadBackOf } from "#lib/database/read-backs.ts";
import { settleRecords } from "#lib/database/records.ts";
import {
  beginWait,
  countAlike,
  countProgress,
  endRun,
  type LockedUpload,
  lockForSettle,
  stopRun,
} from "#lib/database/runs.ts";
import { maxHalvingCalls } from "./halves-of.ts";
import type { Settlement } from "./settlement-of.ts";

export interface SettledCall {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly batch: ClaimedBatch;
  readonly settlement: Settlement;
  /** What to halve the batch into, where the settlement says `split`. */
  readonly halves?: readonly Half[];
  readonly call: Omit<NewCall, "tenantId" | "uploadId" | "batchId" | "isSettling" | "debtors">;
}

/**
 * Writes what came of a call in one transaction: batch, debtors, progress, run, and the call itself. It demands the fence and the
 * lease of its claim: a finish that comes too late settles nothing and leaves only its trace in Call. Answers whether it settled.
 */
export async function settleBatch(settled: SettledCall): Promise<boolean> {
  const { tenantId, uploadId, batch, settlement, call } = settled;
  return withTransaction(async (tx) => {
    const upload = await lockForSettle(tx, tenantId, uploadId);
    if (upload === null) throw new Error(`upload ${uploadId} is gone`);
    const claim = { tenantId, batchId: batch.id, fence: batch.fence };
    const isOurs = await settleClaim(tx, claim, settlement.state, settlement.delaySeconds);
    await insertCall(tx, {
      ...call,
      tenantId,
      uploadId,
      batchId: batch.id,
      isSettling: isOurs,
      debtors: batch.debtors,
    });
    if (!isOurs) return false;
    if (settlement.state === "pending") await takeBack(tx, settled, upload.state === "cancelled");
    else await close(tx, settled, upload);
    if (settlement.alikeKey !== undefined && (settlement.alikeKey !== null || upload.hasAlike))
      await countAlike(tx, tenantId, uploadId, settlement.alikeKey, settlement.remoteText ?? null, batch.isHalf);
    return true;
  });
}

/** The batch goes back to be sent again, with its debtors pending. */
async function takeBack(tx: Transaction, { tenantId, uploadId, batch, settlement }: SettledCall, isCancelled: boolean) {
  if (settlement.isResend) await countResend(tx, tenantId, batch.id);
  if (isCancelled) await cancelReturnedBatch(tx, tenantId, batch.id, settlement.isResend ?? false);
  else if (settlement.waitReason !== null) {
    await beginWait(tx, tenantId, uploadId, settlement.waitReason, settlement.delaySeconds);
    return;
  }
  await countProgress(tx, tenantId, uploadId, 1, 0);
  if (settlement.stop !== null) await stopRun(tx, tenantId, uploadId, settlement.stop.reason, settlement.stop.detail);
}

async function close(tx: Transaction, settled: SettledCall, upload: LockedUpload): Promise<void> {
  const { tenantId, uploadId, batch, settlement, halves = [] } = settled;
  // Of a cancelled upload nothing new is sent, so nothing is halved: it was refused whole, and that is what is known.
  const isSplit =
    settlement.state === "split" &&
    upload.state !== "cancelled" &&
    (await splitBatch(tx, tenantId, uploadId, batch.id, halves, maxHalvingCalls));
  if (!isSplit) {
    if (settlement.state === "split") await settleUnsplit(tx, tenantId, batch.id);
    const count = await settleRecords(tx, tenantId, batch.id, settlement.outcomes);
    if (count !== batch.debtors)
      throw new Error(`batch ${batch.id}: ${count} of ${batch.debtors} debtors would be settled`);
    if (settlement.state === "unconfirmed") await planReadBackOf(tx, tenantId, uploadId, batch.id);
  }
  await countProgress(tx, tenantId, uploadId, 1, 1);
  if (upload.isLast) await endRun(tx, tenantId, uploadId);
}
