import type { DoubtsElsewhere } from "#lib/domain/views/plans.ts";
import type { Transaction } from "../client.ts";

/** As in sent-lately.ts: the page waits for them. */
const debtorsLookedUp = 100_000;

/**
 * Debtors of a staged upload that would become uncertain in other portfolios of its tenant if the CRM accepted them, as
 * write_snapshot.sql decides it; null for none. Only the first `limit` debtors are looked up.
 */
export async function countDoubtsElsewhere(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  limit: number = debtorsLookedUp,
): Promise<DoubtsElsewhere | null> {
  const portfolios = await db.$queryRaw<{ id: string; name: string; debtors: number }[]>`
    SELECT p.id, p.name, count(*)::int AS debtors
    FROM "Upload" u JOIN "Tenant" t ON t.id = u."tenantId"
      JOIN "Record" r ON r."tenantId" = u."tenantId" AND r."uploadId" = u.id
      -- Debtor by debtor (decision 61).
      CROSS JOIN LATERAL (SELECT * FROM "SnapshotDebtor" o
        WHERE o."tenantId" = ${tenantId}::uuid AND o.identification = r.identification OFFSET 0) AS o
      JOIN "Portfolio" p ON p."tenantId" = u."tenantId" AND p.id = o."portfolioId"
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
      AND o."portfolioId" IS DISTINCT FROM u."portfolioId" AND o.state = 'live'
      AND r.state = 'pending' AND r.ordinal < ${limit} AND o.payload IS DISTINCT FROM r.payload AND (
        u."portfolioId" IS NULL AND t.obligations = 'replaces'
        OR split_part(o.payload, ',"Obligations":[', 1) IS DISTINCT FROM split_part(r.payload, ',"Obligations":[', 1)
        OR EXISTS (SELECT 1 FROM regexp_matches(r.payload, '"id":"(?:[^"\\\\]|\\\\.)*"', 'g') AS number(found) WHERE strpos(o.payload, number.found[1]) > 0)
      )
    GROUP BY p.id, p.name ORDER BY count(*) DESC, p.name, p.id`;
  if (portfolios.length === 0) return null;
  const beyond = await db.record.findFirst({
    where: { tenantId, uploadId, ordinal: { gte: limit } },
    select: { ordinal: true },
  });
  return { portfolios, isPart: beyond !== null };
}
