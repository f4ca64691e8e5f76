import type { Transaction } from "./client.ts";

/** Longer than the 90 s a call may take, so that a lease never ends while its call can still be answered. */
export const leaseSeconds = 120;

/** Cancels what has not been sent, with its debtors. A batch that is being claimed at this moment goes on and is settled. */
export async function cancelPendingBatches(db: Transaction, tenantId: string, uploadId: string): Promise<void> {
  await db.$executeRaw`
    WITH cancelled AS (
      UPDATE "Batch" SET state = 'cancelled', "settledAt" = now()
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND state = 'pending'
      RETURNING id
    )
    UPDATE "Record" r SET state = 'not_sent', reason = 'upload_cancelled', "settledAt" = now()
    FROM cancelled WHERE r."batchId" = cancelled.id AND r."tenantId" = ${tenantId}::uuid AND r.state = 'pending'`;
}

export interface ClaimedBatch {
  readonly id: string;
  readonly ordinal: number;
  readonly fence: number;
  readonly debtors: number;
  readonly attempts: number;
}

/**
 * Claims the next due batch of a running upload: state, a higher fence, and a lease by the database's clock. Null when none is due
 * or the tenant has as many calls in flight as it may. Run it in a transaction: the tenant's row is locked until it ends, so that
 * two workers cannot both count "one below the limit". (NO KEY UPDATE: rows that refer to the tenant can be written meanwhile.)
 */
export async function claimBatch(tx: Transaction, tenantId: string, uploadId: string): Promise<ClaimedBatch | null> {
  await tx.$queryRaw`SELECT id FROM "Tenant" WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
  const claimed = await tx.$queryRaw<ClaimedBatch[]>`
    UPDATE "Batch" SET state = 'sending', fence = fence + 1, attempts = attempts + 1, "notBefore" = NULL,
      "leaseUntil" = now() + make_interval(secs => ${leaseSeconds})
    WHERE id = (
      SELECT b.id FROM "Batch" b
      JOIN "Upload" u ON u.id = b."uploadId" AND u."tenantId" = b."tenantId" AND u.state = 'running'
      JOIN "Tenant" t ON t.id = b."tenantId"
      WHERE b."tenantId" = ${tenantId}::uuid AND b."uploadId" = ${uploadId}::uuid AND b.state = 'pending'
        AND (b."notBefore" IS NULL OR b."notBefore" <= now())
        -- A remote that says "wait" means every batch, not only the one it answered.
        AND (u."waitUntil" IS NULL OR u."waitUntil" <= now())
        AND t."callsAtOnce" > (
          SELECT count(*) FROM "Batch" s
          WHERE s."tenantId" = ${tenantId}::uuid AND s.state = 'sending' AND s."leaseUntil" > now()
        )
      ORDER BY b.ordinal LIMIT 1
      FOR UPDATE OF b SKIP LOCKED
    )
    RETURNING id, ordinal, fence, debtors, attempts`;
  return claimed[0] ?? null;
}

/** What a claimed batch sends, in order. */
export function selectPayloads(
  db: Transaction,
  tenantId: string,
  batchId: string,
): Promise<{ identification: string; payload: string | null }[]> {
  return db.record.findMany({
    where: { tenantId, batchId },
    orderBy: { ordinal: "asc" },
    select: { identification: true, payload: true },
  });
}

export type SettledState = "settled" | "unconfirmed" | "pending";

/**
 * Takes a claimed batch out of `sending`; false when the claim is no longer ours: the fence has moved on or the lease has ended.
 * `delaySeconds` is for `pending`: how long it waits before it may be claimed again.
 */
export async function settleClaim(
  tx: Transaction,
  claim: { readonly tenantId: string; readonly batchId: string; readonly fence: number },
  state: SettledState,
  delaySeconds: number,
): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE "Batch" SET state = ${state}::"BatchState", "leaseUntil" = NULL,
      "settledAt" = CASE WHEN ${state} = 'settled' THEN now() END,
      "notBefore" = CASE WHEN ${state} = 'pending' THEN now() + make_interval(secs => ${delaySeconds}) END
    WHERE "tenantId" = ${claim.tenantId}::uuid AND id = ${claim.batchId}::uuid AND state = 'sending'
      AND fence = ${claim.fence} AND "leaseUntil" > now()`;
  return count === 1;
}

/**
 * Batches whose worker died or lost its lease: the request may have arrived, so they and their debtors are unconfirmed.
 * Returns the uploads concerned, one entry a batch.
 */
export async function expireLapsedBatches(tx: Transaction, tenantId: string): Promise<string[]> {
  const lapsed = await tx.$queryRaw<{ id: string; uploadId: string }[]>`
    UPDATE "Batch" SET state = 'unconfirmed', "leaseUntil" = NULL
    WHERE id IN (
      SELECT id FROM "Batch"
      WHERE "tenantId" = ${tenantId}::uuid AND state = 'sending' AND "leaseUntil" <= now()
      FOR UPDATE SKIP LOCKED
    )
    RETURNING id, "uploadId"`;
  if (lapsed.length === 0) return [];
  const ids = lapsed.map((batch) => batch.id);
  await tx.$executeRaw`
    UPDATE "Record" SET state = 'unconfirmed', reason = 'worker_lost', "settledAt" = now()
    WHERE "tenantId" = ${tenantId}::uuid AND "batchId" = ANY(${ids}::uuid[]) AND state = 'pending'`;
  return lapsed.map((batch) => batch.uploadId);
}

/** When the next pending batch of an upload may be claimed; null when none is pending. */
export async function nextBatchAt(db: Transaction, tenantId: string, uploadId: string): Promise<Date | null> {
  const [next] = await db.$queryRaw<{ at: Date }[]>`
    SELECT greatest(b."notBefore", u."waitUntil", now()) AS at FROM "Batch" b JOIN "Upload" u ON u.id = b."uploadId"
    WHERE b."tenantId" = ${tenantId}::uuid AND b."uploadId" = ${uploadId}::uuid AND b.state = 'pending'
    ORDER BY b."notBefore" NULLS FIRST LIMIT 1`;
  return next?.at ?? null;
}

/** A batch that comes back to be sent again, when its upload has been cancelled meanwhile: it is not sent. */
export async function cancelReturnedBatch(tx: Transaction, tenantId: string, batchId: string): Promise<void> {
  await tx.batch.updateMany({
    where: { tenantId, id: batchId, state: "pending" },
    data: { state: "cancelled", settledAt: new Date(), notBefore: null },
  });
  await tx.record.updateMany({
    where: { tenantId, batchId, state: "pending" },
    data: { state: "not_sent", reason: "upload_cancelled", settledAt: new Date() },
  });
}
