import { repetitionCodes } from "#lib/domain/validation/leave-out.ts";
import type { LeftOutGroup, LeftOutReason } from "#lib/domain/validation/left-out-reason.ts";
import type { Transaction } from "../client.ts";
import { Prisma } from "../generated/client.ts";
import { placedDebtors } from "../retries/missing-debtors.ts";
import { upToRoot } from "../retries/up-to-root.ts";

type LeftOutReasonRow = Omit<LeftOutGroup, "open" | "held" | "later" | "erased">;

/**
 * Counts left-out rows, and their debtors, per problem (isReasonLeftOut) and column, most rows first: the same
 * groups as in the review. A row with two errors counts for both; a row without an identification counts for
 * no debtor.
 */
export function countLeftOutReasons(db: Transaction, tenantId: string, uploadId: string): Promise<LeftOutReasonRow[]> {
  return db.$queryRaw<LeftOutReasonRow[]>`
    SELECT r.code, r.column, r.field, u.headers[r.column + 1] AS header, r.rows, r.debtors
    FROM (SELECT code, "column", min(field) AS field, sum(rows)::int AS rows, count(identification)::int AS debtors
      -- Once by row, then once by debtor: to count distinct ones sorts them, which takes half as long again.
      FROM (SELECT code, "column", min(field) AS field, identification, count(*) AS rows
        FROM (SELECT issue->>'code' AS code, (issue->>'column')::int AS "column", min(issue->>'field') AS field, identification, row
          FROM (SELECT l.row, l.identification, jsonb_array_elements(l.issues) AS issue
            FROM "LeftOutRow" l WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid) AS own
          WHERE issue->>'severity' = 'error' OR issue->>'code' = ANY(${[...repetitionCodes]}::text[])
          GROUP BY 1, 2, 4, 5) AS once
        GROUP BY 1, 2, 4) AS debtor
      GROUP BY 1, 2) AS r
    JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    ORDER BY r.rows DESC, r.code, r.column`;
}

/**
 * CTEs that end in `reasoned`: each left-out row of an upload once, under the first reason of its debtor (errors before
 * repetitions), or under its own if it has no identification. So the rows of all reasons are all rows, and a reason's
 * rows are what its correction opens: a debtor is corrected as a whole.
 */
export function reasonedRows(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`own AS (
      SELECT l.*, reason.code, reason."column", reason.field, reason."isError"
      FROM "LeftOutRow" l LEFT JOIN LATERAL (
        SELECT i->>'code' AS code, (i->>'column')::int AS "column", i->>'field' AS field, i->>'severity' = 'error' AS "isError"
        FROM jsonb_array_elements(l.issues) WITH ORDINALITY AS e(i, n)
        WHERE i->>'severity' = 'error' OR i->>'code' = ANY(${[...repetitionCodes]}::text[])
        ORDER BY i->>'severity' <> 'error', n LIMIT 1
      ) AS reason ON true
      WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid
    ), firsts AS (
      SELECT DISTINCT ON (identification) identification, code, "column", field FROM own
      WHERE identification IS NOT NULL ORDER BY identification, "isError" IS NOT TRUE, code IS NULL, row
    ), reasoned AS (
      SELECT o.row, o.identification, o.obligations, o.balance, o."acceptedLater", o."firstInId", o."firstRow", o.source IS NULL AS "isErased",
        coalesce(f.code, o.code, 'other') AS code,
        CASE WHEN f.code IS NULL THEN o."column" ELSE f."column" END AS "column",
        CASE WHEN f.code IS NULL THEN o.field ELSE f.field END AS field
      FROM own o LEFT JOIN firsts f ON f.identification = o.identification
    )`;
}

/** Those of the identifications in a query who are on the tenant's hold list today (decision 70). */
export function heldAmong(tenantId: string, identifications: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`SELECT unnest(held_among(${tenantId}::uuid, ARRAY(${identifications}),
    (SELECT (now() AT TIME ZONE t."timeZone")::date FROM "Tenant" t WHERE t.id = ${tenantId}::uuid))) AS identification`;
}

/**
 * CTEs, after WITH RECURSIVE, that end in `judged`: whether a row's debtor is sent without it, because it only repeats
 * (`isSent`), where else the debtor is ({@link placedDebtors}), and whether it can be corrected (`isOpen`): its debtor is
 * not sent here, was not accepted later, is not erased, and is nowhere else. Of a row that an earlier upload counts, only
 * that one knows.
 */
function judgedRows(tenantId: string, uploadId: string): Prisma.Sql {
  return Prisma.sql`${reasonedRows(tenantId, uploadId)}, earlier AS (
      WITH RECURSIVE ${upToRoot(Prisma.sql, tenantId, uploadId)} SELECT "retryOfId" AS id FROM up WHERE "retryOfId" IS NOT NULL
    ), marked AS MATERIALIZED (
      SELECT r.*, r.balance IS NULL AND EXISTS (
        SELECT FROM "Record" s WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = r.identification AND s."uploadId" = ${uploadId}::uuid
      ) AS "isSent" FROM reasoned r
    ), waiting AS MATERIALIZED (
      SELECT r.* FROM marked r WHERE NOT r."acceptedLater" AND NOT r."isSent" AND (r.balance IS NOT NULL OR NOT (
        EXISTS (SELECT FROM "Record" s WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = r.identification
          AND s."acceptedLater" AND s."uploadId" IN (SELECT id FROM earlier))
        OR EXISTS (SELECT FROM "LeftOutRow" s WHERE s."tenantId" = ${tenantId}::uuid AND s.identification = r.identification
          AND s."acceptedLater" AND s."uploadId" IN (SELECT id FROM earlier))
        OR EXISTS (SELECT FROM "LeftOutRow" s WHERE s."tenantId" = ${tenantId}::uuid AND s."uploadId" = r."firstInId" AND s.row = r."firstRow"
          AND s."acceptedLater")
      ))
    ), ${placedDebtors(tenantId, uploadId, Prisma.sql`SELECT DISTINCT identification, 0 AS tag FROM waiting WHERE identification IS NOT NULL`)}, judged AS (
      SELECT m.*, p.whereabouts, w.row IS NOT NULL AND NOT m."isErased" AND p.whereabouts IS NULL AS "isOpen"
      FROM marked m LEFT JOIN waiting w ON w.row = m.row LEFT JOIN placed p ON p.identification = w.identification
    )`;
}

/** Left-out rows, and the debtors left out whole, each under one reason ({@link reasonedRows}), most rows first. */
export function groupLeftOutRows(db: Transaction, tenantId: string, uploadId: string): Promise<LeftOutGroup[]> {
  return db.$queryRaw<LeftOutGroup[]>`
    WITH RECURSIVE ${judgedRows(tenantId, uploadId)}
    SELECT g.code, g."column", g.field, u.headers[g."column" + 1] AS header, g.rows, g.debtors, g.open, g.held, g.later, g.erased
    FROM (
      SELECT code, "column", min(field) AS field, count(*)::int AS rows,
        (count(DISTINCT identification) FILTER (WHERE NOT "isSent"))::int AS debtors, (count(*) FILTER (WHERE "isOpen"))::int AS open,
        (count(*) FILTER (WHERE whereabouts = 'held'))::int AS held, (count(*) FILTER (WHERE whereabouts IN ('later', 'taken')))::int AS later,
        (count(*) FILTER (WHERE "isErased" AND NOT "acceptedLater" AND NOT "isSent"))::int AS erased
      FROM judged GROUP BY 1, 2
    ) AS g JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    ORDER BY g.rows DESC, g.code, g."column"`;
}

/** The left-out rows that can still be corrected, in file order: those of one reason, or (null) all of them. */
export async function selectOpenRows(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  reason: LeftOutReason | null,
): Promise<readonly number[]> {
  const isChosen =
    reason === null
      ? Prisma.empty
      : Prisma.sql`AND code = ${reason.code} AND "column" IS NOT DISTINCT FROM ${reason.column}::int`;
  const [found] = await db.$queryRaw<{ rows: number[] | null }[]>`
    WITH RECURSIVE ${judgedRows(tenantId, uploadId)}
    SELECT array_agg(row ORDER BY row) AS rows FROM judged WHERE "isOpen" ${isChosen}`;
  return found?.rows ?? [];
}

/** Of the left-out rows that can still be corrected: those of debtors, and those without an identification. */
export async function countOpenRows(
  db: Transaction,
  tenantId: string,
  uploadId: string,
): Promise<{ readonly ofDebtors: number; readonly ofNobody: number }> {
  const [found] = await db.$queryRaw<{ ofDebtors: number; ofNobody: number }[]>`
    WITH RECURSIVE ${judgedRows(tenantId, uploadId)}
    SELECT count(identification)::int AS "ofDebtors", (count(*) - count(identification))::int AS "ofNobody" FROM judged WHERE "isOpen"`;
  return found ?? { ofDebtors: 0, ofNobody: 0 };
}
