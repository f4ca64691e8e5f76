import type { Client } from "pg";
import { newId } from "#lib/database/new-id.ts";
import { listedGroups } from "#lib/domain/views/comparison-view.ts";

/**
 * Gives an upload a comparison that lists so many debtors by turns as new, changed and returned, and the last hundred of
 * them as gone. Statistics are up to date afterwards.
 */
export async function fillComparison(client: Client, uploadId: string, debtors: number): Promise<void> {
  await client.query(
    `WITH portfolio AS (
      INSERT INTO "Portfolio" (id, "tenantId", name, "updatedAt")
      SELECT $2, "tenantId", 'Comparada', now() FROM "Upload" WHERE id = $1 RETURNING id, "tenantId"
    )
    INSERT INTO "Comparison" ("uploadId", "tenantId", "portfolioId", figures) SELECT $1, "tenantId", id, $3 FROM portfolio`,
    [
      uploadId,
      newId(),
      JSON.stringify({ debtors: Object.fromEntries(listedGroups.map((group) => [group, { debtors }])) }),
    ],
  );
  await client.query(
    `INSERT INTO "ComparedDebtor" ("tenantId", "uploadId", identification, change, "obligationsBefore", "balanceBefore", obligations, balance)
    SELECT c."tenantId", c."uploadId", (10000000 + n)::text,
      CASE WHEN n < $2 - 100 THEN (ARRAY['new', 'changed', 'returned'])[1 + n % 3]::"Change" END, 1, 1, 1, 1
    FROM "Comparison" c, generate_series(0, $2::int - 1) AS n WHERE c."uploadId" = $1`,
    [uploadId, debtors],
  );
  await client.query(`ANALYZE "Comparison", "ComparedDebtor"`);
}
