import { batchGroups } from "#lib/domain/outcome/batch-state.ts";
import type { RecentProgress } from "#lib/domain/views/upload-view.ts";
import type { Transaction } from "../client.ts";
import { firstIdAt } from "../new-id.ts";

const windowMs = 180_000;
/** A minute of calls at the quickest pace. */
const maxCalls = 600;

/**
 * Debtors that got an outcome from the upload's calls of the last three minutes, and seconds since the first
 * of these began; null if there were none. Reads the call log from its end: ids are in the order of time.
 */
export async function findRecentProgress(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  now: Date,
): Promise<RecentProgress | null> {
  const [row] = await db.$queryRaw<{ debtors: number; seconds: number | null }[]>`
    SELECT coalesce(sum(b.debtors), 0)::int AS debtors, extract(epoch FROM now() - min(c."startedAt"))::float8 AS seconds
    FROM (
      SELECT "batchId", min("startedAt") AS "startedAt" FROM (
        SELECT "batchId", "startedAt", endpoint FROM "Call"
        WHERE "uploadId" = ${uploadId}::uuid AND "tenantId" = ${tenantId}::uuid AND id > ${firstIdAt(now.getTime() - windowMs)}::uuid
        ORDER BY id DESC LIMIT ${maxCalls}
      ) AS latest WHERE endpoint = 'massive_collections' GROUP BY "batchId"
    ) AS c LEFT JOIN "Batch" b ON b.id = c."batchId" AND b."tenantId" = ${tenantId}::uuid AND b.state = ANY(${[...batchGroups.withOutcomes]}::"BatchState"[])`;
  return row === undefined || row.seconds === null ? null : { debtors: row.debtors, seconds: row.seconds };
}
