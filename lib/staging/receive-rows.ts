import type { BulkClient } from "#lib/database/pool.ts";
import { findDerivation } from "#lib/database/staging/derivation.ts";
import { readListParts } from "#lib/database/staging/list-parts.ts";
import { insertChunk, type NewChunk } from "#lib/database/staging/staged-chunks.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { listLengthsSchema } from "#lib/domain/staging/list-item.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import { derivationOf } from "./derivation-of.ts";
import { identifyRows } from "./identify-rows.ts";
import type { LinesAhead } from "./lines-ahead.ts";
import { itemsOf } from "./list-items.ts";
import { gunzipLines, gzipLines } from "./packed-lines.ts";
import type { Arrival } from "./staging-orders.ts";
import { sumRows } from "./sum-rows.ts";
import { unpackChunk } from "./unpack-chunk.ts";

/**
 * Unpacks a chunk of rows in the staging thread, identifies its rows and stores it; returns how many chunks
 * have arrived. Keeps its text in `ahead`.
 * Corrections come first: throws `chunks_missing` while any part of them is missing.
 */
export async function receiveRows(
  client: BulkClient,
  { chunk, packed }: Extract<Arrival, { kind: "rows" }>,
  ahead: LinesAhead,
): Promise<number> {
  const { tenantId, uploadId, sequence, sha256, firstRow } = chunk;
  const upload = await findDerivation(client, tenantId, uploadId);
  if (upload === null) throw new AppError("not_found");
  const { edits: announced } = listLengthsSchema.parse(upload.lists);
  if (upload.editParts < announced.parts) throw new AppError("chunks_missing");
  const edits = announced.parts === 0 ? [] : await editsIn(client, chunk);
  // No await until the rows are identified, so that only one chunk is being unpacked at a time.
  const lines = unpackChunk(packed, sha256, chunk.rowCount);
  const { identifications, rewritten, edited } = identifyRows(lines, firstRow, derivationOf(upload), edits);
  const sum = sumRows(lines);
  const textBytes = lines.bytes;
  if (rewritten === null) ahead.add({ uploadId, sequence, sha256, lines });
  const kept = rewritten === null ? { packed, bytes: textBytes } : await gzipLines(rewritten);
  const rows = { identifications, source: kept.packed, textBytes: kept.bytes, edited, sum };
  const receipt = await insertChunk(client, chunk, rows);
  if (receipt.kind === "differs") throw new AppError("chunk_differs", { sequence });
  if (receipt.kind === "locked") throw new AppError("busy", { retryAfterSeconds: 2 });
  if (receipt.kind === "not_staging") throw new AppError("state_moved");
  return receipt.chunks;
}

/** The corrections of a chunk's rows. */
async function editsIn(client: BulkClient, { tenantId, uploadId, firstRow, rowCount }: NewChunk): Promise<CellEdit[]> {
  const edits: CellEdit[] = [];
  const lastRow = firstRow + rowCount - 1;
  for await (const source of readListParts(client, { tenantId, uploadId, list: "edits" }, { firstRow, lastRow })) {
    for (const edit of itemsOf("edits", gunzipLines(source)))
      if (edit.row >= firstRow && edit.row <= lastRow) edits.push(edit);
  }
  return edits;
}
