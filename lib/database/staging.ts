import type { PoolClient } from "pg";
import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { ControlTotals, Totals } from "#lib/domain/portfolio/debtor.ts";
import type { Transaction } from "./client.ts";
import { copyRows } from "./copy-rows.ts";
import { newId } from "./new-id.ts";

export interface NewUpload {
  readonly tenantId: string;
  readonly createdById: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileSha256: string;
  readonly headers: readonly string[];
  readonly mapping: object;
  readonly edits: readonly CellEdit[];
  readonly fields: readonly object[];
  readonly country: string;
  readonly currency: string;
  readonly batchSize: number;
  readonly rowCount: number;
  readonly chunkCount: number;
  /** What the page showed; the end of staging compares. */
  readonly totals: ControlTotals;
}

/** Begins an upload in the state `staging`. */
export async function insertUpload(db: Transaction, { totals, ...upload }: NewUpload): Promise<string> {
  const id = newId();
  await db.upload.create({
    data: {
      id,
      ...upload,
      headers: [...upload.headers],
      edits: upload.edits.map((edit) => ({ ...edit })),
      fields: upload.fields.map((field) => ({ ...field })),
      ...totalsColumns(totals),
    },
  });
  return id;
}

function totalsColumns({ file, leftOut, staged }: ControlTotals) {
  return {
    fileRows: file.rows,
    fileDebtors: file.debtors,
    fileObligations: file.obligations,
    fileBalance: file.balance,
    leftOutRows: leftOut.rows,
    leftOutDebtors: leftOut.debtors,
    leftOutObligations: leftOut.obligations,
    leftOutBalance: leftOut.balance,
    stagedRows: staged.rows,
    stagedDebtors: staged.debtors,
    stagedObligations: staged.obligations,
    stagedBalance: staged.balance,
  };
}

const nothing: Totals = { rows: 0, debtors: 0, obligations: 0, balance: "0.00" };

/**
 * Gives up an upload while it is being staged: what had arrived is deleted, and its figures with it, since nothing of it was staged.
 * False when it was not in `staging` any more.
 */
export async function abandonStaging(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  reason: string | null,
): Promise<boolean> {
  const { count } = await db.upload.updateMany({
    where: { tenantId, id: uploadId, state: "staging" },
    data: {
      state: "cancelled",
      stopReason: reason,
      finishedAt: new Date(),
      ...totalsColumns({ file: nothing, leftOut: nothing, staged: nothing }),
    },
  });
  if (count === 0) return false;
  await db.stagedRow.deleteMany({ where: { tenantId, uploadId } });
  return true;
}

/** What deriving an upload's rows needs. */
export function findDerivation(db: Transaction, tenantId: string, uploadId: string) {
  return db.upload.findUnique({
    where: { tenantId_id: { tenantId, id: uploadId } },
    select: {
      state: true,
      mapping: true,
      fields: true,
      country: true,
      rowCount: true,
      chunkCount: true,
      headers: true,
    },
  });
}

/** The corrections of some rows. Picked out by the database: all of them may be many, and each chunk needs few. */
export function selectEdits(
  db: Transaction,
  tenantId: string,
  uploadId: string,
  firstRow: number,
  rowCount: number,
): Promise<CellEdit[]> {
  return db.$queryRaw<CellEdit[]>`
    SELECT e.row, e.column, e.text
    FROM "Upload" u, jsonb_to_recordset(u.edits) AS e(row int, "column" int, text text)
    WHERE u."tenantId" = ${tenantId}::uuid AND u.id = ${uploadId}::uuid
      AND e.row >= ${firstRow} AND e.row < ${firstRow + rowCount}`;
}

export interface NewChunk {
  readonly tenantId: string;
  readonly uploadId: string;
  readonly sequence: number;
  readonly sha256: string;
  readonly firstRow: number;
  readonly rowCount: number;
}

export interface StagedRowText {
  readonly row: number;
  readonly line: number;
  readonly identification: string | null;
  readonly source: string;
  readonly checked: string;
}

export type ChunkReceipt = "stored" | "known" | "differs" | "not_staging";

/**
 * Stores a chunk with its rows, once. The upload's row is share-locked, so that staging cannot end in between;
 * the chunk's own key makes a second copy of it wait for the first and then find it known.
 */
export async function insertChunk(
  client: PoolClient,
  chunk: NewChunk,
  rows: readonly StagedRowText[],
): Promise<ChunkReceipt> {
  const { tenantId, uploadId } = chunk;
  const upload = await client.query<{ state: string }>(
    `SELECT state FROM "Upload" WHERE "tenantId" = $1 AND id = $2 FOR SHARE`,
    [tenantId, uploadId],
  );
  if (upload.rows[0]?.state !== "staging") return "not_staging";
  const inserted = await client.query(
    `INSERT INTO "Chunk" ("tenantId", "uploadId", sequence, sha256, "firstRow", "rowCount") VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT ("uploadId", sequence) DO NOTHING`,
    [tenantId, uploadId, chunk.sequence, chunk.sha256, chunk.firstRow, chunk.rowCount],
  );
  if (inserted.rowCount === 0) {
    const known = await client.query<{ sha256: string }>(
      `SELECT sha256 FROM "Chunk" WHERE "tenantId" = $1 AND "uploadId" = $2 AND sequence = $3`,
      [tenantId, uploadId, chunk.sequence],
    );
    return known.rows[0]?.sha256 === chunk.sha256 ? "known" : "differs";
  }
  await copyRows(
    client,
    "StagedRow",
    ["tenantId", "uploadId", "row", "line", "identification", "source", "checked"],
    rows.map((row) => [tenantId, uploadId, row.row, row.line, row.identification, row.source, row.checked]),
  );
  return "stored";
}

/** How many chunks of an upload have arrived. */
export function countChunks(db: Transaction, tenantId: string, uploadId: string): Promise<number> {
  return db.chunk.count({ where: { tenantId, uploadId } });
}
