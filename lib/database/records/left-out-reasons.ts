import { repetitionCodes } from "#lib/domain/validation/leave-out.ts";
import type { LeftOutReason } from "#lib/domain/validation/left-out-reason.ts";
import type { Transaction } from "../client.ts";

export interface LeftOutReasonRow {
  readonly code: string;
  readonly column: number | null;
  readonly field: string | null;
  readonly header: string | null;
  readonly rows: number;
  readonly debtors: number;
}

/**
 * Counts left-out rows, and their debtors, per reason (isReasonLeftOut) and column, most rows first: the same
 * groups as in the review. A row with two errors counts for both; a row without an identification counts for
 * no debtor.
 */
export function countLeftOutReasons(db: Transaction, tenantId: string, uploadId: string): Promise<LeftOutReasonRow[]> {
  return db.$queryRaw<LeftOutReasonRow[]>`
    SELECT r.code, r.column, r.field, u.headers[r.column + 1] AS header, r.rows, r.debtors
    FROM (SELECT issue->>'code' AS code, (issue->>'column')::int AS "column", min(issue->>'field') AS field,
        count(DISTINCT l.row)::int AS rows, count(DISTINCT l.identification)::int AS debtors
      FROM "LeftOutRow" l, jsonb_array_elements(l.issues) AS issue
      WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid
        AND (issue->>'severity' = 'error' OR issue->>'code' = ANY(${[...repetitionCodes]}::text[]))
      GROUP BY 1, 2) AS r
    JOIN "Upload" u ON u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
    ORDER BY r.rows DESC, r.code, r.column`;
}

/**
 * Rows left out for a reason, with the other left-out rows of their debtors: a debtor is corrected as a whole. In file
 * order, after `after` (a row). OFFSET makes PostgreSQL look up the debtors of a slice one by one; without it, each
 * slice may read all left-out rows.
 */
export async function selectRowsOfReason(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  reason: LeftOutReason,
  after: number,
  limit: number,
): Promise<number[]> {
  const issue = JSON.stringify([{ code: reason.code, column: reason.column }]);
  const rows = await db.$queryRaw<{ row: number }[]>`
    SELECT l.row FROM "LeftOutRow" l
    WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid AND l.row > ${after}::int
      AND (l.issues @> ${issue}::jsonb OR EXISTS (
        SELECT 1 FROM "LeftOutRow" f WHERE f."tenantId" = ${tenantId}::uuid AND f.identification = l.identification
          AND f."uploadId" = ${uploadId}::uuid AND f.issues @> ${issue}::jsonb OFFSET 0
      ))
    ORDER BY l.row LIMIT ${limit}::int`;
  return rows.map(({ row }) => row);
}
