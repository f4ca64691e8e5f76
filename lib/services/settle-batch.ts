import { type ClaimedBatch, cancelReturnedBatch, settleClaim } from "#lib/database/batches.ts";
import { insertCall, type NewCall } from "#lib/database/calls.ts";
import { withTransaction } from "#lib/database/client.ts";
import { settleRecords } from "#lib/database/records.ts";
import { beginWait, countProgress, endRun, lockUpload, stopRun } from "#lib/database/runs.ts";
import type { Settlement } from "./settlement-of.ts";

export interface SettledCall {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly batch: ClaimedBatch;
  readonly settlement: Settlement;
  readonly call: Omit<NewCall, "tenantId" | "uploadId" | "batchId" | "isSettling" | "debtors">;
}

/**
 * Writes what came of a call in one transaction: batch, debtors, progress, run, and the call itself. It demands the fence and the
 * lease of its claim: a finish that comes too late settles nothing and leaves only its trace in Call. Answers whether it settled.
 */
export async function settleBatch({ tenantId, uploadId, batch, settlement, call }: SettledCall): Promise<boolean> {
  return withTransaction(async (tx) => {
    const uploadState = await lockUpload(tx, tenantId, uploadId);
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
    if (settlement.state === "pending") {
      if (uploadState === "cancelled") await cancelReturnedBatch(tx, tenantId, batch.id);
      else if (settlement.waitReason !== null) {
        await beginWait(tx, tenantId, uploadId, settlement.waitReason, settlement.delaySeconds);
        return true;
      }
      await countProgress(tx, tenantId, uploadId, 1, 0);
      if (settlement.stop !== null)
        await stopRun(tx, tenantId, uploadId, settlement.stop.reason, settlement.stop.detail);
      return true;
    }
    const count = await settleRecords(tx, tenantId, batch.id, settlement.outcomes);
    if (count !== batch.debtors)
      throw new Error(`batch ${batch.id}: ${count} of ${batch.debtors} debtors would be settled`);
    await countProgress(tx, tenantId, uploadId, 1, 1);
    await endRun(tx, tenantId, uploadId);
    return true;
  });
}
