import type { PoolClient } from "pg";

export interface NewChunk {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly sequence: number;
  readonly sha256: string;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** The rows of a chunk, packed. */
export interface ChunkRows {
  /** Of each row. */
  readonly identifications: readonly (string | null)[];
  /** gzip of one JSON line a row. */
  readonly source: Uint8Array;
  /** UTF-8 bytes of it when unpacked. */
  readonly textBytes: number;
}

export type ChunkReceipt = "stored" | "known" | "differs" | "not_staging";

/**
 * Stores a chunk with its rows, once: receipt and rows are one row of the database, so neither can be there without the other.
 * The upload's row is share-locked, so that staging cannot end in between; the chunk's own key makes a second copy of it wait
 * for the first and then find it known.
 */
export async function insertChunk(client: PoolClient, chunk: NewChunk, rows: ChunkRows): Promise<ChunkReceipt> {
  const { tenantId, uploadId } = chunk;
  // The receipt need not outlive a crash of the database: a chunk that is lost with it is missing at the end of staging, is named
  // then and sent again. Waiting for the disk at each chunk would cost more than all the rest of it.
  await client.query("SET LOCAL synchronous_commit = off");
  const upload = await client.query<{ state: string }>(
    `SELECT state FROM "Upload" WHERE "tenantId" = $1 AND id = $2 FOR SHARE`,
    [tenantId, uploadId],
  );
  if (upload.rows[0]?.state !== "staging") return "not_staging";
  const inserted = await client.query(
    `INSERT INTO "Chunk"
       ("tenantId", "uploadId", sequence, sha256, "firstRow", "rowCount", identifications, source, "textBytes")
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT ("uploadId", sequence) DO NOTHING`,
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
    ],
  );
  if (inserted.rowCount !== 0) return "stored";
  const known = await client.query<{ sha256: string }>(
    `SELECT sha256 FROM "Chunk" WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence = $3`,
    [tenantId, uploadId, chunk.sequence],
  );
  return known.rows[0]?.sha256 === chunk.sha256 ? "known" : "differs";
}

/** Chunks whose names are fetched at once: a megabyte or so. */
const namesPerFetch = 32;
/** Chunks fetched at once with their rows; unpacked they are a few megabytes, 128 at the very most. */
const chunksPerFetch = 4;

export interface ChunkNames {
  readonly identifications: readonly (string | null)[];
  readonly textBytes: number;
}

/** Who the rows of an upload are, chunk by chunk in order. */
export async function* readChunkNames(
  client: PoolClient,
  tenantId: string,
  uploadId: string,
): AsyncGenerator<ChunkNames> {
  for (let after = -1; ; ) {
    const { rows } = await client.query<{ sequence: number; identifications: string; textBytes: number }>(
      `SELECT sequence, identifications, "textBytes" FROM "Chunk"
       WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence > $3 ORDER BY sequence LIMIT ${namesPerFetch}`,
      [tenantId, uploadId, after],
    );
    for (const { identifications, textBytes } of rows) {
      // Written by insertChunk above.
      yield { identifications: JSON.parse(identifications) as (string | null)[], textBytes };
    }
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.sequence;
  }
}

export interface StoredChunk {
  readonly sequence: number;
  readonly firstRow: number;
  readonly source: Buffer;
}

/** The rows of an upload, some chunks at a time in order. */
export async function* readChunkRows(
  client: PoolClient,
  tenantId: string,
  uploadId: string,
): AsyncGenerator<readonly StoredChunk[]> {
  for (let after = -1; ; ) {
    const { rows } = await client.query<StoredChunk>(
      `SELECT sequence, "firstRow", source FROM "Chunk"
       WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence > $3 ORDER BY sequence LIMIT ${chunksPerFetch}`,
      [tenantId, uploadId, after],
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = last.sequence;
  }
}
