import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";

/** A batch that is not sent again, although it waited for that. */
export interface DoubtedBatch {
  readonly id: string;
  readonly uploadId: string;
}

/**
 * Batches that wait to be sent once more although they may have arrived become unconfirmed with their debtors. `which`: those
 * of one upload; all of the tenant, if its CRM would have their debtors twice; or those whose call went to another operation
 * or server than the tenant has now: sent here, nothing would be known of what arrived there. What a retry sends again has had
 * no call of its own, and goes where a person sends it.
 */
export async function doubtResends(
  tx: Transaction,
  tenantId: string,
  which: { readonly uploadId: string } | "all" | "elsewhere",
): Promise<DoubtedBatch[]> {
  const among =
    which === "all"
      ? Prisma.sql`true`
      : which === "elsewhere"
        ? Prisma.sql`attempts > 0 AND ("sentOperation", "sentServer") <> (SELECT operation, server FROM "Tenant" WHERE id = ${tenantId}::uuid)`
        : Prisma.sql`"uploadId" = ${which.uploadId}::uuid`;
  const waiting = Prisma.sql`"tenantId" = ${tenantId}::uuid AND state = 'pending' AND resends > 0 AND ${among}`;
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
