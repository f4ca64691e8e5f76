import type { HeldOut } from "#lib/domain/outcome/held-out.ts";
import type { Transaction } from "../client.ts";

interface HeldOutRow extends HeldOut {
  readonly uploadId: string;
}

/**
 * What of each upload is kept out by the hold lists of today; one of which nothing is has no entry. Each tenant's list is
 * asked once for the people of all uploads: a portfolio's loads mostly name the same. The rows of a held debtor are found
 * by its identification, as a debtor is left out whole. Both predicates are those of partial indexes.
 */
export async function selectHeldOut(
  db: Transaction,
  tenantIds: readonly string[],
  uploadIds: readonly string[],
): Promise<ReadonlyMap<string, HeldOut>> {
  if (uploadIds.length === 0) return new Map();
  const rows = await db.$queryRaw<HeldOutRow[]>`
    WITH named AS MATERIALIZED (
      SELECT DISTINCT u."tenantId", u.id AS "uploadId", found.identification, found."isStaged"
      FROM "Upload" u CROSS JOIN LATERAL (
        SELECT l.identification, false AS "isStaged" FROM "LeftOutRow" l
        WHERE l."tenantId" = u."tenantId" AND l."uploadId" = u.id AND l.issues @> '[{"code": "debtor_held"}]'
          AND l.identification IS NOT NULL AND NOT l."acceptedLater"
        UNION ALL
        SELECT r.identification, true FROM "Record" r
        WHERE r."tenantId" = u."tenantId" AND r."uploadId" = u.id AND r.state = 'not_sent' AND r.reason = 'held' AND NOT r."acceptedLater"
      ) AS found
      WHERE u."tenantId" = ANY(${[...tenantIds]}::uuid[]) AND u.id = ANY(${[...uploadIds]}::uuid[])
    ), held AS MATERIALIZED (
      SELECT t.id AS "tenantId", unnest(held_among(t.id, ARRAY(SELECT DISTINCT n.identification FROM named n WHERE n."tenantId" = t.id),
        (now() AT TIME ZONE t."timeZone")::date)) AS identification
      FROM "Tenant" t WHERE t.id IN (SELECT n."tenantId" FROM named n)
    )
    SELECT n."uploadId", count(*)::int AS debtors, (count(*) FILTER (WHERE n."isStaged"))::int AS "notSent",
      coalesce(sum(o.rows), 0)::int AS rows, coalesce(sum(o.obligations), 0)::int AS obligations
    FROM named n CROSS JOIN LATERAL (
      SELECT count(*) AS rows, sum(l.obligations) AS obligations FROM "LeftOutRow" l
      WHERE NOT n."isStaged" AND l."tenantId" = n."tenantId" AND l.identification = n.identification AND l."uploadId" = n."uploadId"
    ) AS o
    -- IS TRUE: looked up in a hash, however few people the planner expects, and not a loop in a loop.
    WHERE (n."tenantId", n.identification) IN (SELECT h."tenantId", h.identification FROM held h) IS TRUE
    GROUP BY n."uploadId"`;
  return new Map(rows.map(({ uploadId, ...held }) => [uploadId, held]));
}
