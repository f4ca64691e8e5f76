import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

/** A batch that is not sent again, although it waited for that. */
export interface DoubtedBatch {
  readonly id: string;
  readonly uploadId: string;
}

/**
 * Batches that wait to be sent once more although they may have arrived become unconfirmed with their debtors: those of one
 * upload, or all of the tenant. A CRM that is not known to update would have their debtors twice.
 */
export async function doubtResends(
  tx: Transaction,
  tenantId: string,
  uploadId: string | null = null,
): Promise<DoubtedBatch[]> {
  const waiting = Prisma.sql`"tenantId" = ${tenantId}::uuid AND state = 'pending' AND resends > 0
    AND (${uploadId}::uuid IS NULL OR "uploadId" = ${uploadId}::uuid)`;
  // Locks first, like every settle: in a common order, so that nothing deadlocks.
  await tx.$queryRaw`
    SELECT id FROM "Upload" WHERE id IN (SELECT "uploadId" FROM "Batch" WHERE ${waiting}) ORDER BY id FOR NO KEY UPDATE`;
  return tx.$queryRaw<DoubtedBatch[]>`
    WITH doubted AS (
      UPDATE "Batch" SET state = 'unconfirmed', resends = resends - 1, "notBefore" = NULL WHERE ${waiting} RETURNING id, "uploadId"
    ), records AS (
      UPDATE "Record" r SET state = 'unconfirmed', reason = 'connection_lost', "settledAt" = now()
      FROM doubted WHERE r."batchId" = doubted.id AND r."tenantId" = ${tenantId}::uuid AND r.state = 'pending'
    )
    SELECT id, "uploadId" FROM doubted`;
}
