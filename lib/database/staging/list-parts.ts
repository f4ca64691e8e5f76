import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { StagingList } from "#lib/domain/staging/list-item.ts";
import type { PartStored } from "#lib/domain/staging/parts-missing.ts";
import { type SqlClient, sql } from "../sql-text.ts";

export interface NewListPart {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  readonly list: StagingList;
  readonly sequence: number;
  readonly sha256: string;
  readonly items: number;
}

/** What is stored of a part besides its key. */
export interface ListPartContent {
  /** First and last row that its items belong to; 0 for items that belong to no row. */
  readonly firstRow: number;
  readonly lastRow: number;
  /** gzip of one JSON line per item. */
  readonly source: Uint8Array;
}

export type PartReceipt = "stored" | "known" | "differs" | "not_staging" | "locked";

/**
 * Stores a part once, like insertChunk a chunk, but waits for the disk: arriving rows are corrected with the
 * part, so a crash must not lose it.
 */
export async function insertListPart(
  client: SqlClient,
  part: NewListPart,
  { firstRow, lastRow, source }: ListPartContent,
): Promise<PartReceipt> {
  const { tenantId, uploadId, list, sequence, sha256, items } = part;
  const { rows } = await client.query<{ state: string | null; isStored: boolean; known: string | null }>(
    sql`WITH upload AS (
       SELECT state FROM "Upload" WHERE "tenantId" = $1 AND id = $2 FOR SHARE SKIP LOCKED
     ), stored AS (
       INSERT INTO "ListPart" ("tenantId", "uploadId", list, sequence, sha256, items, "firstRow", "lastRow", source)
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 FROM upload WHERE state = 'staging'
       ON CONFLICT ("uploadId", list, sequence) DO NOTHING
       RETURNING true
     )
     SELECT (SELECT state FROM upload) AS state, EXISTS (SELECT FROM stored) AS "isStored",
       (SELECT sha256 FROM "ListPart" WHERE "uploadId" = $2 AND list = $3 AND sequence = $4) AS known`,
    [tenantId, uploadId, list, sequence, sha256, items, firstRow, lastRow, source],
  );
  const { state = null, isStored = false, known = null } = rows[0] ?? {};
  if (state === null) return "locked";
  if (state !== "staging") return "not_staging";
  if (isStored) return "stored";
  // Another transaction stored it while this one waited: a statement does not see rows committed after it began.
  if (known === null) return insertListPart(client, part, { firstRow, lastRow, source });
  return known === sha256 ? "known" : "differs";
}

/** Which parts of an upload have arrived, and how many items each has. */
export async function selectPartsStored(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): Promise<readonly PartStored[]> {
  const { rows } = await client.query<PartStored>(
    sql`SELECT list, sequence, items FROM "ListPart" WHERE "tenantId" = $1 AND "uploadId" = $2 ORDER BY list, sequence`,
    [tenantId, uploadId],
  );
  return rows;
}

/**
 * The parts of a list in order, gzipped, one at a time; of a list about rows, only parts with items from
 * `firstRow` to `lastRow`.
 */
export async function* readListParts(
  client: SqlClient,
  { tenantId, uploadId, list }: Pick<NewListPart, "tenantId" | "uploadId" | "list">,
  { firstRow = 0, lastRow = 2_147_483_647 } = {},
): AsyncGenerator<Buffer> {
  for (let after = -1; ; ) {
    const { rows } = await client.query<{ sequence: number; source: Buffer }>(
      sql`SELECT sequence, source FROM "ListPart"
       WHERE "tenantId" = $1 AND "uploadId" = $2 AND list = $3 AND sequence > $4 AND "firstRow" <= $6 AND "lastRow" >= $5
       ORDER BY sequence LIMIT 1`,
      [tenantId, uploadId, list, after, firstRow, lastRow],
    );
    if (rows[0] === undefined) return;
    yield rows[0].source;
    after = rows[0].sequence;
  }
}

/** Deletes all parts of an upload: their content is in the records by then, or the upload was abandoned. */
export async function deleteListParts(client: SqlClient, tenantId: string, uploadId: string): Promise<void> {
  await client.query(sql`DELETE FROM "ListPart" WHERE "tenantId" = $1 AND "uploadId" = $2`, [tenantId, uploadId]);
}
