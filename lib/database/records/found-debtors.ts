import type { FoundDebtor } from "#lib/domain/views/found-view.ts";
import type { Transaction } from "../client.ts";

/**
 * Debtors of these tenants whose identification is the text or, for `isPrefix`, begins with it, sent or left out; in
 * their order. A debtor may be in hundreds of uploads: each is stepped over by the index, not read.
 */
export async function selectFoundDebtors(
  db: Transaction,
  tenantIds: readonly string[],
  { text, isPrefix, limit }: { readonly text: string; readonly isPrefix: boolean; readonly limit: number },
): Promise<Omit<FoundDebtor, "q">[]> {
  const above = isPrefix ? afterPrefix(text) : text;
  const rows = await db.$queryRaw<(Omit<FoundDebtor, "q" | "createdAt"> & { readonly createdAt: Date })[]>`
    SELECT found.identification, t.id AS "tenantId", t.name AS tenant, u."fileName", u."createdAt"
    FROM "Tenant" t CROSS JOIN LATERAL (
      WITH RECURSIVE step AS (
        SELECT 1 AS n, LEAST(
          (SELECT r.identification FROM "Record" r
            WHERE r."tenantId" = t.id AND r.identification >= ${text} AND r.identification <= ${above}
            ORDER BY r.identification LIMIT 1),
          (SELECT l.identification FROM "LeftOutRow" l
            WHERE l."tenantId" = t.id AND l.identification >= ${text} AND l.identification <= ${above}
            ORDER BY l.identification LIMIT 1)) AS identification
        UNION ALL
        SELECT n + 1, LEAST(
          (SELECT r.identification FROM "Record" r
            WHERE r."tenantId" = t.id AND r.identification > step.identification AND r.identification <= ${above}
            ORDER BY r.identification LIMIT 1),
          (SELECT l.identification FROM "LeftOutRow" l
            WHERE l."tenantId" = t.id AND l.identification > step.identification AND l.identification <= ${above}
            ORDER BY l.identification LIMIT 1))
        FROM step WHERE step.identification IS NOT NULL AND n < ${limit}
      )
      SELECT identification FROM step WHERE starts_with(identification, ${text})
    ) AS found
    CROSS JOIN LATERAL (
      SELECT latest."fileName", latest."createdAt" FROM (
        (SELECT u.id, u."fileName", u."createdAt" FROM "Record" r
          JOIN "Upload" u ON u."tenantId" = t.id AND u.id = r."uploadId"
          WHERE r."tenantId" = t.id AND r.identification = found.identification AND u."stagedAt" IS NOT NULL
          ORDER BY r."uploadId" DESC LIMIT 1)
        UNION ALL
        (SELECT u.id, u."fileName", u."createdAt" FROM "LeftOutRow" l
          JOIN "Upload" u ON u."tenantId" = t.id AND u.id = l."uploadId"
          WHERE l."tenantId" = t.id AND l.identification = found.identification AND u."stagedAt" IS NOT NULL
          ORDER BY l."uploadId" DESC LIMIT 1)
      ) AS latest ORDER BY latest.id DESC LIMIT 1
    ) AS u
    WHERE t.id = ANY(${tenantIds}::uuid[])
    ORDER BY found.identification, t.name LIMIT ${limit}`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/**
 * A text behind all that begin with these digits: "129" → "129zz", since letters come after digits in every order of
 * sorting that a database may have.
 */
function afterPrefix(digits: string): string {
  return `${digits}zz`;
}
