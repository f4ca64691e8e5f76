import { batchGroups } from "#lib/domain/outcome/batch-state.ts";
import { uploadGroups } from "#lib/domain/outcome/upload-state.ts";
import { insertLostCalls, type LostCall } from "../calls/calls.ts";
import type { Transaction } from "../client.ts";
import { maxResends } from "./batches.ts";

export interface LapsedBatch {
  readonly id: string;
  readonly uploadId: string;
  /** True: it is sent again. False: it is unconfirmed. */
  readonly isResent: boolean;
}

/**
 * Handles batches whose worker died or lost its lease. The request may have arrived, so batch and debtors
 * become unconfirmed; if the CRM is known to update, the batch is sent once more instead. Either way the call
 * is logged as lost. A read-back whose worker is gone only loses its lease.
 */
export async function expireLapsedBatches(tx: Transaction, tenantId: string): Promise<LapsedBatch[]> {
  // Locks first, like every settle: a cancellation under way is either seen by the next statements or waits.
  await tx.$queryRaw`
    SELECT id FROM "Upload" WHERE id IN (
      SELECT "uploadId" FROM "Batch"
      WHERE "tenantId" = ${tenantId}::uuid AND state = ANY(${[...batchGroups.leased]}::"BatchState"[]) AND "leaseUntil" <= now()
    ) ORDER BY id FOR NO KEY UPDATE`;
  const resent = await tx.$queryRaw<LostCall[]>`
    UPDATE "Batch" b SET state = 'pending', "leaseUntil" = NULL, resends = resends + 1
    FROM "Tenant" t, "Upload" u
    WHERE b."tenantId" = ${tenantId}::uuid AND t.id = b."tenantId" AND t."repeatBehaviour" = 'updates'
      AND u.id = b."uploadId" AND u.state <> ALL(${[...uploadGroups.over]}::"UploadState"[])
      AND b.state = 'sending' AND b."leaseUntil" <= now() AND b.resends < ${maxResends}
    RETURNING b.id AS "batchId", b."uploadId", coalesce(b."sentAt", now()) AS "startedAt"`;
  await tx.$executeRaw`
    UPDATE "Batch" SET "leaseUntil" = NULL
    WHERE "tenantId" = ${tenantId}::uuid AND state = 'unconfirmed' AND "leaseUntil" <= now()`;
  const unconfirmed = await tx.$queryRaw<LostCall[]>`
    UPDATE "Batch" SET state = 'unconfirmed', "leaseUntil" = NULL
    WHERE id IN (
      SELECT id FROM "Batch"
      WHERE "tenantId" = ${tenantId}::uuid AND state = 'sending' AND "leaseUntil" <= now()
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id AS "batchId", "uploadId", coalesce("sentAt", now()) AS "startedAt"`;
  const lost = [...resent, ...unconfirmed];
  if (lost.length === 0) return [];
  await insertLostCalls(tx, tenantId, lost);
  const ids = unconfirmed.map((call) => call.batchId);
  await tx.$executeRaw`
    UPDATE "Record" SET state = 'unconfirmed', reason = 'worker_lost', "settledAt" = now()
    WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ANY(${ids}::uuid[]) AND state = 'pending'`;
  return lost.map(({ batchId: id, uploadId }) => ({ id, uploadId, isResent: !ids.includes(id) }));
}
