import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { Doubled } from "#lib/domain/views/plans.ts";
import type { Transaction } from "../client.ts";
import { isCarried } from "../comparison/recheck.ts";
import { heldRecords } from "../holds/held-of-upload.ts";

/** As in doubts-elsewhere.ts: the page waits for them. */
const debtorsLookedUp = 100_000;

/**
 * Debtors of an upload who are still to be sent, not held, and in the CRM already, or about to be: in the snapshot of any
 * portfolio, whatever became of them there, or in an upload in line. Only the first `limit` debtors are looked up.
 */
export async function countDoubled(
  db: Transaction,
  tenantId: TenantId,
  uploadId: string,
  limit: number = debtorsLookedUp,
): Promise<Doubled> {
  const [counted] = await db.$queryRaw<Doubled[]>`
    -- Debtor by debtor (decision 61).
    SELECT count(*)::int AS debtors,
      EXISTS (SELECT FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal >= ${limit}) AS "isPart"
    FROM "Record" r
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = 'pending' AND r.ordinal < ${limit}
      AND (EXISTS (SELECT FROM "SnapshotDebtor" s WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = r.identification OFFSET 0)
        OR ${isCarried(tenantId)})
      AND r.ordinal NOT IN (SELECT ordinal FROM ${heldRecords(tenantId, uploadId)})`;
  return counted ?? { debtors: 0, isPart: false };
}
