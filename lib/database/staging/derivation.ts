import { type SqlClient, sql } from "../sql-text.ts";

export interface Derivation {
  readonly state: string;
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  readonly rowCount: number;
  readonly columnCount: number;
  readonly lists: unknown;
  /** Parts with cells typed by hand that have arrived. */
  readonly editParts: number;
}

/** What is needed to derive an upload's rows; null if there is no such upload. */
export async function findDerivation(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): Promise<Derivation | null> {
  const { rows } = await client.query<Derivation>(
    sql`SELECT state::text, mapping, fields, country, currency, "rowCount", cardinality(headers) AS "columnCount", lists,
       (SELECT count(*)::int FROM "ListPart" p WHERE p."uploadId" = u.id AND p.list = 'edits') AS "editParts"
     FROM "Upload" u WHERE "tenantId" = $1 AND id = $2`,
    [tenantId, uploadId],
  );
  return rows[0] ?? null;
}
