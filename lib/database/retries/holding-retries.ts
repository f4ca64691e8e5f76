import type { RetryHolder } from "#lib/domain/views/retry-view.ts";
import type { BulkClient } from "../pool.ts";
import { sql } from "../sql-text.ts";
import type { UploadFamily } from "./corrections.ts";

/**
 * Uploads of a family that have pending debtors, drafts included: no other upload sends those debtors. Oldest
 * first.
 */
export async function selectHolders(
  client: BulkClient,
  tenantId: string,
  { ids }: Pick<UploadFamily, "ids">,
): Promise<RetryHolder[]> {
  const found = await client.query<RetryHolder>(
    sql`SELECT id, "fileName", state::text AS state, "pendingDebtors" AS debtors, correction IS NOT NULL AS "isCorrection"
     FROM "Upload" WHERE "tenantId" = $1 AND id = ANY($2::uuid[]) AND "pendingDebtors" > 0 ORDER BY id`,
    [tenantId, ids],
  );
  return found.rows;
}
