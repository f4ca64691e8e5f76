import { repetitionCodes } from "#lib/domain/validation/leave-out.ts";
import type { Transaction } from "./client.ts";

export interface LeftOutReasonRow {
  readonly code: string;
  readonly rows: bigint;
}

/** How many left-out rows carry each reason (isReasonLeftOut), most frequent first. A row with two errors counts for both. */
export function countLeftOutReasons(db: Transaction, tenantId: string, uploadId: string): Promise<LeftOutReasonRow[]> {
  return db.$queryRaw<LeftOutReasonRow[]>`
    SELECT issue->>'code' AS code, count(DISTINCT l.row) AS rows
    FROM "LeftOutRow" l, jsonb_array_elements(l.issues) AS issue
    WHERE l."tenantId" = ${tenantId}::uuid AND l."uploadId" = ${uploadId}::uuid AND (issue->>'severity' = 'error' OR issue->>'code' = ANY(${[...repetitionCodes]}::text[]))
    GROUP BY 1 ORDER BY 2 DESC, 1`;
}
