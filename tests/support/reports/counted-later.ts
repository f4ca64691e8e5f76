import { ownerDatabase } from "#tests/support/database/owner-database.ts";

/**
 * Debtors that one upload took over from another, and how many of them the CRM has accepted since, in any
 * upload.
 */
export interface LaterOfPair {
  readonly fromId: string;
  readonly intoId: string;
  readonly rejected: number;
  readonly unconfirmed: number;
  readonly notSent: number;
  readonly obligations: number;
  readonly balance: string;
  readonly leftOutRows: number;
  readonly leftOutDebtors: number;
  readonly leftOutBalance: string;
}

/** As kept by the triggers. */
export function keptLater(tenantId: string): Promise<LaterOfPair[]> {
  return ownerDatabase().$queryRaw`
    SELECT "fromId", "intoId", "laterRejected" AS rejected, "laterUnconfirmed" AS unconfirmed, "laterNotSent" AS "notSent",
      "laterObligations" AS obligations, "laterBalance"::text AS balance, "laterLeftOutRows" AS "leftOutRows",
      "laterLeftOutDebtors" AS "leftOutDebtors", "laterLeftOutBalance"::text AS "leftOutBalance"
    FROM "Takeover" WHERE "tenantId" = ${tenantId}::uuid ORDER BY 1, 2`;
}

/**
 * As counted from the records: each is followed from upload to upload until no further one has taken it over. A left-out
 * debtor counts where the last of its rows came in.
 */
export function countedLater(tenantId: string): Promise<LaterOfPair[]> {
  return ownerDatabase().$queryRaw`
    WITH RECURSIVE given AS (
      SELECT "uploadId", 'r' || ordinal AS key, state::text AS state, "retriedInId", coalesce("retriedAs", identification) AS heir,
        identification, obligations, balance
      FROM "Record" WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" IS NOT NULL
      UNION ALL
      SELECT "uploadId", 'l' || row, 'left_out', "retriedInId", coalesce("retriedAs", identification), identification, obligations, balance
      FROM "LeftOutRow" WHERE "tenantId" = ${tenantId}::uuid AND "retriedInId" IS NOT NULL
    ), heirs AS (
      SELECT "uploadId", key, "retriedInId" AS "in", heir FROM given
      UNION
      SELECT h."uploadId", h.key, n."retriedInId", coalesce(n."retriedAs", n.identification)
      FROM heirs h JOIN "Record" n ON n."uploadId" = h."in" AND n.identification = h.heir WHERE n."retriedInId" IS NOT NULL
    ), later AS (
      SELECT g.*, a.settled FROM given g JOIN LATERAL (
        SELECT max(n."settledAt") AS settled FROM heirs h
        JOIN "Record" n ON n."uploadId" = h."in" AND n.identification = h.heir AND n.state = 'accepted'
        WHERE h."uploadId" = g."uploadId" AND h.key = g.key
      ) AS a ON a.settled IS NOT NULL WHERE g.state <> 'accepted'
    ), whole AS (
      SELECT DISTINCT ON (l."uploadId", l.identification) l."uploadId", l."retriedInId" FROM later l
      WHERE l.state = 'left_out' AND l.identification IS NOT NULL AND NOT EXISTS (
        SELECT FROM "LeftOutRow" o WHERE o."uploadId" = l."uploadId" AND o.identification = l.identification AND o.balance IS NOT NULL
          AND NOT EXISTS (SELECT FROM later x WHERE x."uploadId" = o."uploadId" AND x.key = 'l' || o.row)
      ) ORDER BY l."uploadId", l.identification, l.settled DESC, l."retriedInId" DESC
    )
    SELECT t."fromId", t."intoId", count(l.*) FILTER (WHERE l.state = 'rejected')::int AS rejected,
      count(l.*) FILTER (WHERE l.state = 'unconfirmed')::int AS unconfirmed, count(l.*) FILTER (WHERE l.state = 'not_sent')::int AS "notSent",
      coalesce(sum(l.obligations) FILTER (WHERE l.state <> 'left_out'), 0)::int AS obligations,
      coalesce(sum(l.balance) FILTER (WHERE l.state <> 'left_out'), 0)::numeric(22, 2)::text AS balance,
      count(l.*) FILTER (WHERE l.state = 'left_out')::int AS "leftOutRows",
      (SELECT count(*)::int FROM whole w WHERE w."uploadId" = t."fromId" AND w."retriedInId" = t."intoId") AS "leftOutDebtors",
      coalesce(sum(l.balance) FILTER (WHERE l.state = 'left_out'), 0)::numeric(22, 2)::text AS "leftOutBalance"
    FROM "Takeover" t LEFT JOIN later l ON l."uploadId" = t."fromId" AND l."retriedInId" = t."intoId"
    WHERE t."tenantId" = ${tenantId}::uuid GROUP BY 1, 2 ORDER BY 1, 2`;
}
