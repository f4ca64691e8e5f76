import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import { type SqlClient, sql } from "../sql-text.ts";

export interface NewChunk {
  readonly tenantId: TenantId;
  readonly uploadId: string;
  readonly sequence: number;
  readonly sha256: string;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** The rows of a chunk, gzipped. */
export interface ChunkRows {
  /** One per row; null if the row has none. */
  readonly identifications: readonly (string | null)[];
  /** gzip of one JSON line per row. */
  readonly source: Uint8Array;
  /** UTF-8 bytes of `source` when unpacked. */
  readonly textBytes: number;
  /** Cells that a person changed, and what that adds to the balances of the rows. */
  readonly edited: { readonly cells: number; readonly cents: number };
  /** Of the rows as they arrived, in any order: a whole number. */
  readonly sum: string;
}

export interface ChunkReceipt {
  /** `locked`: the upload's staging is being ended or abandoned. */
  readonly kind: "stored" | "known" | "differs" | "not_staging" | "locked";
  /** How many of the upload's chunks have arrived, including this one. */
  readonly chunks: number;
}

/**
 * Stores a chunk with its rows, once. Receipt and rows are one database row, so neither exists without the other.
 * The upload's row is share-locked so that staging cannot end in between; if staging is being ended, this does not
 * wait: that may take a minute, on a connection that others need. A second copy of a chunk waits at the chunk's key
 * for the first and then finds it known. One statement, because round trips cost more than the chunk itself.
 */
export async function insertChunk(client: SqlClient, chunk: NewChunk, rows: ChunkRows): Promise<ChunkReceipt> {
  const { tenantId, uploadId } = chunk;
  const { rows: found } = await client.query<{
    state: string | null;
    isStored: boolean;
    known: string | null;
    before: number;
  }>(
    sql`WITH upload AS (
       -- The receipt need not outlive a crash of the database: a chunk that is lost with it is missing at the end of staging, is named
       -- then and sent again. Waiting for the disk at each chunk would cost more than all the rest of it.
       SELECT state, set_config('synchronous_commit', 'off', true) FROM "Upload" WHERE "tenantId" = $1 AND id = $2
       FOR SHARE SKIP LOCKED
     ), stored AS (
       INSERT INTO "Chunk"
         ("tenantId", "uploadId", sequence, sha256, "firstRow", "rowCount", identifications, source, "textBytes", "editedCells", "editedCents", "rowsSum")
       SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::numeric FROM upload WHERE state = 'staging'
       ON CONFLICT ("uploadId", sequence) DO NOTHING
       RETURNING true
     )
     SELECT (SELECT state FROM upload) AS state, EXISTS (SELECT FROM stored) AS "isStored",
       (SELECT sha256 FROM "Chunk" WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence = $3) AS known,
       (SELECT count(*) FROM "Chunk" WHERE "tenantId" = $1 AND "uploadId" = $2)::int AS before`,
    [
      tenantId,
      uploadId,
      chunk.sequence,
      chunk.sha256,
      chunk.firstRow,
      chunk.rowCount,
      JSON.stringify(rows.identifications),
      rows.source,
      rows.textBytes,
      rows.edited.cells,
      rows.edited.cents,
      rows.sum,
    ],
  );
  const { state = null, isStored = false, known = null, before = 0 } = found[0] ?? {};
  if (state === null) return { kind: "locked", chunks: before };
  if (state !== "staging") return { kind: "not_staging", chunks: before };
  if (isStored) return { kind: "stored", chunks: before + 1 };
  // Another transaction stored it while this one waited: a statement does not see rows committed after it began.
  if (known === null) return insertChunk(client, chunk, rows);
  return { kind: known === chunk.sha256 ? "known" : "differs", chunks: before };
}

/** Chunks whose identifications are fetched at once: about 3 MB. */
const namesPerFetch = 32;
/** Chunks whose rows are fetched at once: a few megabytes unpacked, 256 MB at most. */
const chunksPerFetch = 4;

export interface StoredChunk {
  readonly sequence: number;
  readonly sha256: string;
  readonly firstRow: number;
}

export interface ChunkNames extends StoredChunk {
  readonly identifications: readonly (string | null)[];
  readonly textBytes: number;
}

/** The identifications of an upload's rows, chunk by chunk in order. */
export async function* readChunkNames(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): AsyncGenerator<ChunkNames> {
  for (let after = -1; ; ) {
    const { rows } = await client.query<StoredChunk & { identifications: string; textBytes: number }>(
      sql`SELECT sequence, sha256, "firstRow", identifications, "textBytes" FROM "Chunk"
       WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence > $3 ORDER BY sequence LIMIT ${namesPerFetch}`,
      [tenantId, uploadId, after],
    );
    for (const { identifications, ...chunk } of rows) {
      // Written by insertChunk above.
      yield { identifications: JSON.parse(identifications) as (string | null)[], ...chunk };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

/** The rows of one chunk, gzipped. */
export async function readChunkSource(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  sequence: number,
): Promise<Buffer> {
  const { rows } = await client.query<{ source: Buffer }>(
    sql`SELECT source FROM "Chunk" WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence = $3`,
    [tenantId, uploadId, sequence],
  );
  if (rows[0] === undefined) throw new Error(`chunk ${sequence} is gone`);
  return rows[0].source;
}

export interface ChunkRowsStored {
  readonly sequence: number;
  readonly firstRow: number;
  readonly source: Buffer;
}

/** The rows of an upload, {@link chunksPerFetch} chunks at a time, in order. */
export async function* readChunkRows(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): AsyncGenerator<readonly ChunkRowsStored[]> {
  for (let after = -1; ; ) {
    const { rows } = await client.query<ChunkRowsStored>(
      sql`SELECT sequence, "firstRow", source FROM "Chunk"
       WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence > $3 ORDER BY sequence LIMIT ${chunksPerFetch}`,
      [tenantId, uploadId, after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.sequence;
  }
}
