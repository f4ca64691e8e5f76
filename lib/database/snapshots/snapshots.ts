import type { Transaction } from "../client.ts";

/**
 * Locks the snapshots of the tenant's portfolios until the transaction ends: whoever writes them holds it (decision
 * 47). Take it after all locks of uploads and records.
 */
export async function lockSnapshot(tx: Transaction, tenantId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM lock_snapshot(${tenantId}::uuid)`;
}

/**
 * Erases up to `limit` rows that are past the tenant's retention days: of debtors that are gone or closed for so
 * long, and of portfolios at rest for so long that no load has written since. Returns how many it erased.
 */
export async function eraseSnapshots(tx: Transaction, tenantId: string, limit: number): Promise<number> {
  await lockSnapshot(tx, tenantId);
  return tx.$executeRaw`
    DELETE FROM "SnapshotDebtor" s USING (
      (SELECT s."portfolioId", s.identification FROM "SnapshotDebtor" s JOIN "Tenant" t ON t.id = s."tenantId"
        WHERE s."tenantId" = ${tenantId}::uuid AND s.since < now() - make_interval(days => t."retentionDays") LIMIT ${limit})
      UNION
      (SELECT s."portfolioId", s.identification FROM "Portfolio" p JOIN "Tenant" t ON t.id = p."tenantId"
        JOIN "SnapshotDebtor" s ON s."tenantId" = p."tenantId" AND s."portfolioId" = p.id
        WHERE p."tenantId" = ${tenantId}::uuid AND p."restingSince" < now() - make_interval(days => t."retentionDays")
          AND s.place < now() - make_interval(days => t."retentionDays") LIMIT ${limit})
    ) AS due
    WHERE s."tenantId" = ${tenantId}::uuid AND s."portfolioId" = due."portfolioId" AND s.identification = due.identification`;
}
