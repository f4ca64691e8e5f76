import type { ControlTotals } from "#lib/domain/debtors/debtor.ts";
import { partsMissing } from "#lib/domain/staging/parts-missing.ts";
import { type SqlClient, sql } from "../sql-text.ts";
import { deleteListParts, selectPartsStored } from "./list-parts.ts";

export interface LockedStaging {
  readonly state: string;
  readonly stagedAt: Date | null;
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
  readonly batchSize: number;
  readonly rowCount: number;
  readonly retryOfId: string | null;
  readonly correction: unknown;
  readonly fileName: string;
  readonly headers: readonly string[];
  /** Null: of no portfolio, or of one that this staging creates (settleNewPortfolio). */
  readonly portfolioId: string | null;
  readonly loadKind: "whole" | "part" | "additions";
  readonly partNumber: number | null;
  readonly partCount: number | null;
  readonly closesOutId: string | null;
  /** `heldStamp` of the people whom the page left out because they are held. */
  readonly heldStamp: string;
  /** The totals the page showed. */
  readonly totals: ControlTotals;
  /** Sequences of chunks that have not arrived, or whose rows leave a gap. */
  readonly missing: readonly number[];
  /** List parts that have not arrived, such as `edits:3`. */
  readonly missingParts: readonly string[];
}

type GroupName = "file" | "leftOut" | "staged";
type LockedRow = Omit<LockedStaging, "totals" | "missing" | "missingParts"> & {
  readonly chunkCount: number;
  readonly lists: unknown;
  readonly setAsideRows: number;
} & Readonly<Record<`${GroupName}${"Rows" | "Debtors" | "Obligations"}`, number>> &
  Readonly<Record<`${GroupName}Balance`, string>>;

/**
 * Locks the upload until the transaction ends, so that no chunk is stored and nobody else ends its staging;
 * null if there is no such upload.
 */
export async function lockStaging(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
): Promise<LockedStaging | null> {
  const found = await client.query<LockedRow>(
    sql`SELECT state, "stagedAt", mapping, fields, country, currency, "batchSize", "rowCount", "chunkCount", "retryOfId", correction, lists, "setAsideRows",
       "fileName", headers, "portfolioId", "loadKind", "partNumber", "partCount", "closesOutId", "heldStamp",
       "fileRows", "fileDebtors", "fileObligations", "fileBalance", "leftOutRows", "leftOutDebtors", "leftOutObligations",
       "leftOutBalance", "stagedRows", "stagedDebtors", "stagedObligations", "stagedBalance"
     FROM "Upload" WHERE "tenantId" = $1 AND id = $2 FOR UPDATE`,
    [tenantId, uploadId],
  );
  const row = found.rows[0];
  if (row === undefined) return null;
  const group = (name: GroupName) => ({
    rows: row[`${name}Rows`],
    debtors: row[`${name}Debtors`],
    obligations: row[`${name}Obligations`],
    balance: row[`${name}Balance`],
  });
  return {
    state: row.state,
    stagedAt: row.stagedAt,
    mapping: row.mapping,
    fields: row.fields,
    country: row.country,
    currency: row.currency,
    batchSize: row.batchSize,
    rowCount: row.rowCount,
    retryOfId: row.retryOfId,
    correction: row.correction,
    fileName: row.fileName,
    headers: row.headers,
    portfolioId: row.portfolioId,
    loadKind: row.loadKind,
    partNumber: row.partNumber,
    partCount: row.partCount,
    closesOutId: row.closesOutId,
    heldStamp: row.heldStamp,
    totals: { file: group("file"), setAside: row.setAsideRows, leftOut: group("leftOut"), staged: group("staged") },
    missing: await missingChunks(client, tenantId, uploadId, row),
    missingParts: partsMissing(row.lists, await selectPartsStored(client, tenantId, uploadId)),
  };
}

async function missingChunks(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  { rowCount, chunkCount }: LockedRow,
): Promise<number[]> {
  const chunks = await client.query<{ sequence: number; firstRow: number; rowCount: number }>(
    sql`SELECT sequence, "firstRow", "rowCount" FROM "Chunk"
     WHERE "tenantId" = $1 AND "uploadId" = $2 AND source IS NOT NULL ORDER BY sequence`,
    [tenantId, uploadId],
  );
  const bySequence = new Map(chunks.rows.map((chunk) => [chunk.sequence, chunk]));
  const missing: number[] = [];
  let nextRow = 0;
  for (let sequence = 0; sequence < chunkCount; sequence++) {
    const chunk = bySequence.get(sequence);
    if (chunk === undefined) missing.push(sequence);
    else if (missing.length === 0 && chunk.firstRow !== nextRow) missing.push(sequence);
    nextRow += chunk?.rowCount ?? 0;
  }
  if (missing.length === 0 && nextRow !== rowCount) missing.push(chunkCount - 1);
  return missing;
}

/**
 * Ends staging: deletes the chunks' rows and the list parts (cells typed by hand among them), which the
 * records now contain, and sets the state to `staged`. The database then checks that the totals add up.
 */
export async function completeStaging(
  client: SqlClient,
  tenantId: string,
  uploadId: string,
  batchCount: number,
): Promise<void> {
  await client.query(
    sql`UPDATE "Chunk" SET identifications = NULL, source = NULL, "textBytes" = NULL
     WHERE "tenantId" = $1 AND "uploadId" = $2`,
    [tenantId, uploadId],
  );
  await deleteListParts(client, tenantId, uploadId);
  await client.query(
    sql`UPDATE "Upload" SET state = 'staged', "stagedAt" = now(), "batchCount" = $3, "heldStamp" = '',
       ("editedCells", "editedBalance") = (SELECT coalesce(sum("editedCells"), 0), coalesce(sum("editedCents"), 0) / 100.0 FROM "Chunk" c
         WHERE c."tenantId" = $1 AND c."uploadId" = $2)
     WHERE "tenantId" = $1 AND id = $2 AND state = 'staging'`,
    [tenantId, uploadId, batchCount],
  );
}
