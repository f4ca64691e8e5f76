import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { recordGroups } from "#lib/domain/outcome/record-state.ts";
import type { Doubled } from "#lib/domain/views/plans.ts";
import type { Transaction } from "../client.ts";
import { isCarried } from "../comparison/recheck.ts";
import { Prisma } from "../generated/client.ts";
import { heldRecords } from "../holds/held-of-upload.ts";
import { isBrought } from "./brought.ts";
import { debtorsLookedUp } from "./twice.ts";

/**
 * Debtors of an upload who are still to be sent, not held, and in the CRM already, or about to be: another upload, of any
 * portfolio or none, brought them to where the tenant is, or is in line. Only the first `limit` debtors are looked up.
 */
export async function countDoubled(
  db: Transaction,
  tenantId: TenantId,
  uploadId: string,
  limit: number = debtorsLookedUp,
): Promise<Doubled> {
  const mayBeIn = Prisma.sql`l.state = ANY(${[...recordGroups.mayBeIn]}::"RecordState"[])`;
  const [counted] = await db.$queryRaw<Doubled[]>`
    -- Debtor by debtor (decision 61).
    SELECT count(*)::int AS debtors,
      EXISTS (SELECT FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ordinal >= ${limit}) AS "isPart"
    FROM "Record" r JOIN "Tenant" t ON t.id = r."tenantId"
    WHERE r."tenantId" = ${tenantId}::uuid AND r."uploadId" = ${uploadId}::uuid AND r.state = 'pending' AND r.ordinal < ${limit}
      AND (${isBrought(tenantId, Prisma.sql`t.operation`, Prisma.sql`t.server`, mayBeIn)}
        OR ${isCarried(tenantId)})
      AND r.ordinal NOT IN (SELECT ordinal FROM ${heldRecords(tenantId, uploadId)})`;
  return counted ?? { debtors: 0, isPart: false };
}
