import type { RejectionGroup } from "#lib/domain/views/rejection-groups.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { isErasedPerson } from "../people/erased-people.ts";

export interface CountedRejectionGroup extends RejectionGroup {
  readonly groupCount: number;
}

/**
 * The largest groups of an upload's rejected debtors, or the one with `key`. Grouped from the index alone,
 * which has only rejected debtors; the text is read from one debtor per shown group. Who was accepted later is looked up
 * only if another upload took debtors over.
 */
export function selectRejectionGroups(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  key: string | null,
  limit: number,
): Promise<CountedRejectionGroup[]> {
  const isChosen = key === null ? Prisma.empty : Prisma.sql`AND "rejectionKey" = ${key}::uuid`;
  return db.$queryRaw<CountedRejectionGroup[]>`
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
}
