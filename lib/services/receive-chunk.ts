import { z } from "zod";
import { database } from "#lib/database/client.ts";
import { withBulkStatement } from "#lib/database/pool.ts";
import { insertChunk } from "#lib/database/staged-chunks.ts";
import { findDerivation } from "#lib/database/staging.ts";
import { AppError } from "./app-error.ts";
import { authoriseUpload } from "./authorise.ts";
import type { Ctx } from "./context.ts";
import { derivationOf } from "./derivation-of.ts";
import { keepAhead } from "./derive-in-thread.ts";
import { identifyRows } from "./identify-rows.ts";
import { gzipLines } from "./packed-lines.ts";
import { parseInput } from "./parse-input.ts";
import { unpackChunk } from "./unpack-chunk.ts";

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
  const upload = await findDerivation(database(), tenantId, chunk.uploadId, chunk.firstRow, chunk.rowCount);
  if (upload === null) throw new AppError("not_found");
  if (upload.state !== "staging") throw new AppError("state_moved", { state: upload.state });
  if (chunk.sequence >= upload.chunkCount || chunk.firstRow + chunk.rowCount > upload.rowCount) {
    throw new AppError("invalid", { fields: ["sequence"], problems: ["sequence:out_of_range"] });
  }
  const { lines, packed } = await unpackChunk(body, chunk.sha256);
  if (lines.count !== chunk.rowCount) throw new AppError("chunk_damaged", { reason: "rowCount" });
  const { identifications, rewritten } = identifyRows(lines, chunk.firstRow, derivationOf(upload), upload.edits);
  const kept = rewritten === null ? { packed, bytes: lines.bytes } : await gzipLines(rewritten);
  const rows = { identifications, source: kept.packed, textBytes: kept.bytes };
  const receipt = await withBulkStatement((client) => insertChunk(client, { ...chunk, tenantId }, rows));
  if (receipt.kind === "differs") throw new AppError("chunk_differs", { sequence: chunk.sequence });
  if (receipt.kind === "not_staging") throw new AppError("state_moved");
  if (receipt.kind === "stored" && rewritten === null) {
    keepAhead({ uploadId: chunk.uploadId, sequence: chunk.sequence, sha256: chunk.sha256, bytes: lines.whole });
  }
  return { chunksReceived: receipt.chunks, chunkCount: upload.chunkCount };
}
