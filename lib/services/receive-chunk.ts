import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { withBulkTransaction } from "#lib/database/pool.ts";
import { type ChunkRows, insertChunk } from "#lib/database/staged-chunks.ts";
import { countChunks, findDerivation, selectEdits } from "#lib/database/staging.ts";
import { identificationField } from "#lib/domain/fields/catalogue.ts";
import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import { compileRowReader } from "#lib/domain/portfolio/compile-row-reader.ts";
import type { DerivationContext } from "#lib/domain/portfolio/derivation-context.ts";
import { correctRow } from "#lib/domain/table/correct-row.ts";
import { sourceLine } from "#lib/domain/table/source-line.ts";
import { AppError } from "./app-error.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";
import { derivationOf } from "./derivation-of.ts";
import { prepareDerivation } from "./derive-in-thread.ts";
import { gzipLines } from "./packed-lines.ts";
import { parseInput } from "./parse-input.ts";
import { type UnpackedChunk, unpackChunk } from "./unpack-chunk.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  sequence: z.number().int().min(0).max(1_000_000),
  firstRow: z.number().int().min(0).max(2_147_483_647),
  rowCount: z.number().int().min(1).max(20_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ReceiveChunkInput = z.input<typeof inputSchema> & { readonly body: AsyncIterable<Uint8Array> };

export interface ChunkProgress {
  readonly chunksReceived: number;
  readonly chunkCount: number;
}

/**
 * Takes some original rows and keeps them, with who each of them is. The same chunk again changes nothing; another one under its
 * number is `chunk_differs`. Rows keep their text, corrected where the user corrected it: that is what reports give back.
 */
export async function receiveChunk(ctx: Ctx, input: ReceiveChunkInput): Promise<ChunkProgress> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { body, ...head } = input;
  const chunk = parseInput(inputSchema, head);
  const upload = await findDerivation(database(), tenantId, chunk.uploadId);
  if (upload === null) throw new AppError("not_found");
  if (upload.state !== "staging") throw new AppError("state_moved", { state: upload.state });
  if (chunk.sequence >= upload.chunkCount || chunk.firstRow + chunk.rowCount > upload.rowCount) {
    throw new AppError("invalid", { fields: ["sequence"], problems: ["sequence:out_of_range"] });
  }
  const unpacked = await unpackChunk(body, chunk.sha256);
  if (unpacked.rows.length !== chunk.rowCount) throw new AppError("chunk_damaged", { reason: "rowCount" });
  const edits = await selectEdits(database(), tenantId, chunk.uploadId, chunk.firstRow, chunk.rowCount);
  const rows = await readRows(upload, chunk.firstRow, unpacked, edits);
  const receipt = await withBulkTransaction((client) => insertChunk(client, { ...chunk, tenantId }, rows));
  if (receipt === "differs") throw new AppError("chunk_differs", { sequence: chunk.sequence });
  if (receipt === "not_staging") throw new AppError("state_moved");
  prepareDerivation();
  return { chunksReceived: await countChunks(database(), tenantId, chunk.uploadId), chunkCount: upload.chunkCount };
}

/**
 * Who each row is, and the rows as they are to be kept. All else that they come to is derived at the end, from the same cells:
 * keeping it until then costs as much as deriving it twice.
 */
async function readRows(
  upload: { mapping: unknown; fields: unknown; country: string },
  firstRow: number,
  unpacked: UnpackedChunk,
  edits: readonly CellEdit[],
): Promise<ChunkRows> {
  const readRow = compileRowReader(identifyingOnly(derivationOf(upload)));
  const editsByRow = Map.groupBy(edits, (edit) => edit.row);
  const identifications: (string | null)[] = [];
  const lines: string[] = [];
  for (const [index, { source, text }] of unpacked.rows.entries()) {
    const row = firstRow + index;
    const corrections = editsByRow.get(row);
    const cells = corrections === undefined ? source : correctRow(source, corrections);
    identifications.push(readRow(row, cells).identification);
    lines.push(corrections === undefined ? text : sourceLine(cells));
  }
  const { packed, bytes } = edits.length === 0 ? unpacked : await gzipLines(lines);
  return { identifications, source: packed, textBytes: bytes };
}

/** The same derivation with no other field than the identification: a row's is the same as with all of them. */
function identifyingOnly(context: DerivationContext): DerivationContext {
  return { ...context, fields: context.fields.filter((field) => field.id === identificationField) };
}
