import type { RejectionGroup } from "#lib/domain/views/rejection-groups.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { isErasedPerson } from "../people/erased-people.ts";
import { correctable, countMissing } from "../retries/missing-debtors.ts";

export interface CountedRejectionGroup extends RejectionGroup {
  readonly groupCount: number;
}

/**
 * The largest groups of an upload's rejected debtors, or the one with `key`. Grouped from the index alone,
 * which has only rejected debtors; the text is read from one debtor per shown group. Who was accepted later is looked up
 * only if another upload took debtors over.
 */
export async function selectRejectionGroups(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  key: string | null,
  limit: number,
): Promise<CountedRejectionGroup[]> {
  const isChosen = key === null ? Prisma.empty : Prisma.sql`AND "rejectionKey" = ${key}::uuid`;
  const groups = await db.$queryRaw<CountedRejectionGroup[]>`
    WITH grouped AS (
      SELECT "rejectionKey" AS key, count(*)::int AS debtors, sum(balance) AS balance, min(ordinal) AS first, (count(*) OVER ())::int AS "groupCount"
      FROM "Record"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "rejectionKey" IS NOT NULL ${isChosen}
      GROUP BY "rejectionKey" ORDER BY count(*) DESC, min(ordinal) LIMIT ${limit}::int
    )
    , later AS (
      SELECT "rejectionKey" AS key, count(*)::int AS debtors FROM "Record"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND "rejectionKey" IN (SELECT key FROM grouped)
        AND "acceptedLater" AND EXISTS (
          SELECT FROM "Takeover" t WHERE t."tenantId" = ${tenantId}::uuid AND t."fromId" = ${uploadId}::uuid AND t."laterRejected" > 0
        )
      GROUP BY 1
    ), erased AS (
      SELECT "rejectionKey" AS key, count(*)::int AS debtors FROM "Record"
      WHERE "tenantId" = ${tenantId}::uuid AND "uploadId" = ${uploadId}::uuid AND ${isErasedPerson(Prisma.sql`identification`)}
        AND "rejectionKey" IS NOT NULL AND NOT "acceptedLater"
      GROUP BY 1
    )
    SELECT g.key::text AS key, r.reason, r."remoteText" AS example, g.debtors, g.balance::numeric(22, 2)::text AS balance, g.debtors - coalesce(l.debtors, 0) - coalesce(e.debtors, 0) AS open, g."groupCount",
      g.key <> md5(concat_ws(E'\\n', r.reason, lower(r."remoteText")))::uuid AS "isVaried"
    FROM grouped g JOIN "Record" r ON r."uploadId" = ${uploadId}::uuid AND r.ordinal = g.first LEFT JOIN later l ON l.key = g.key
      LEFT JOIN erased e ON e.key = g.key
    ORDER BY g.debtors DESC, g.first`;
  return Promise.all(groups.map(async (group) => ({ ...group, open: await countOpen(db, tenantId, uploadId, group) })));
}

/** Of a larger group those are open who were not accepted later and are not erased: each one of a page's groups is looked at. */
const mostLookedAt = 200;

async function countOpen(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  { key, open }: CountedRejectionGroup,
): Promise<number> {
  if (open === 0 || open > mostLookedAt) return open;
  const scope = { kinds: ["rejected"] as const, ordinals: null, rejectionKey: key, most: mostLookedAt };
  return (await countMissing(db, tenantId, uploadId, correctable(tenantId, uploadId, scope))).open;
}
