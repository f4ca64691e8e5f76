import { type ClaimedBatch, cancelPendingBatches, returnBatch } from "#lib/database/batches/batches.ts";
import { type Half, settleUnsplit, splitBatch } from "#lib/database/batches/halves.ts";
import { setApart } from "#lib/database/batches/set-apart.ts";
import { type ClaimSettlement, type SettledClaim, settleClaim } from "#lib/database/batches/settle-claim.ts";
import { type Transaction, tenantDatabase, withTransaction } from "#lib/database/client.ts";
import { planReadBackOf } from "#lib/database/records/planned-read-backs.ts";
import { beginWait, countAlike, countProgress, endRun, stopRun } from "#lib/database/uploads/runs.ts";
import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { maxHalvingCalls } from "./halves-of.ts";
import type { Settlement } from "./settlement-of.ts";

export interface SettledCall {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  readonly batch: ClaimedBatch;
  readonly settlement: Settlement;
  /** Debtors of the batch that its call did not carry. */
  readonly withheld?: readonly string[];
  /** What to halve the batch into if the settlement is `split`. */
  readonly halves?: readonly Half[];
  readonly call: ClaimSettlement["call"];
}

/**
 * Writes what came of a call in one transaction: batch, debtors, progress, run and the call itself. Needs
 * the fence and the lease of its claim: if it comes too late it settles nothing and only writes the call.
 * Returns whether it settled.
 */
export async function settleBatch(settled: SettledCall): Promise<boolean> {
  const { tenantId, uploadId, batch, settlement, call } = settled;
  const { state, delaySeconds, outcomes, alikeKey } = settlement;
  const isGood = alikeKey === null;
  const claim: ClaimSettlement = { state, delaySeconds, outcomes, isGood, call };
  // The usual answer, with nothing more to do: the database function is its own transaction.
  if (state === "settled" && isGood)
    return (await settleClaim(tenantDatabase(tenantId), tenantId, uploadId, batch, claim)).isOurs;
  return withTransaction(tenantId, async (tx) => {
    const upload = await settleClaim(tx, tenantId, uploadId, batch, claim);
    if (!upload.isOurs) return false;
    if (state === "pending") await takeBack(tx, settled, upload.uploadState === "cancelled");
    else if (state === "split") await split(tx, settled, upload);
    else if (state === "unconfirmed") {
      await planReadBackOf(tx, tenantId, uploadId, batch.id);
      if (upload.isLast) await endRun(tx, tenantId, uploadId);
    }
    if (typeof alikeKey === "string")
      await countAlike(tx, tenantId, uploadId, alikeKey, settlement.remoteText ?? null, batch.isHalf);
    return true;
  });
}

/** Puts the batch back to be sent again, with its debtors pending. */
async function takeBack(tx: Transaction, settled: SettledCall, isCancelled: boolean) {
  const { tenantId, uploadId, batch, settlement, withheld = [] } = settled;
  const isCut = settlement.isResend === true && withheld.length > 0;
  if (isCut) await setApart(tx, tenantId, uploadId, batch.id, withheld);
  await returnBatch(tx, tenantId, batch.id, { isResend: settlement.isResend ?? false, isCancelled });
  if (isCancelled) await cancelPendingBatches(tx, tenantId, uploadId);
  if (!isCancelled && settlement.waitReason !== null) {
    await beginWait(tx, tenantId, uploadId, settlement.waitReason, settlement.delaySeconds);
    return;
  }
  await countProgress(tx, tenantId, uploadId, 1, 0);
  if (settlement.stop !== null) await stopRun(tx, tenantId, uploadId, settlement.stop.reason, settlement.stop.detail);
}

/** Halves a batch that was refused whole, or settles it as refused if it may not be halved. */
async function split(tx: Transaction, settled: SettledCall, upload: SettledClaim): Promise<void> {
  const { tenantId, uploadId, batch, settlement, halves = [] } = settled;
  // Nothing new is sent for a cancelled upload, so the batch is not halved: its debtors are
  // settled as refused whole.
  const isSplit =
    upload.uploadState !== "cancelled" && (await splitBatch(tx, tenantId, uploadId, batch.id, halves, maxHalvingCalls));
  if (!isSplit) await settleUnsplit(tx, tenantId, batch, settlement.outcomes);
  await countProgress(tx, tenantId, uploadId, 1, 1);
  if (upload.isLast) await endRun(tx, tenantId, uploadId);
}
