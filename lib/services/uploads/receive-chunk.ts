import { randomUUID } from "node:crypto";
import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { askStagingThread } from "#lib/staging/ask-staging-thread.ts";
import { takeChunk } from "#lib/staging/unpack-chunk.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findStaging } from "./find-staging.ts";
import { requireBytesLeft } from "./require-staging-room.ts";

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
 * Receives some original rows and stores them, with each row's identification. The same chunk again changes
 * nothing; a different one under its number is `chunk_differs`. Rows keep their text, corrected where the
 * user corrected it, since reports give it back; so corrections come before rows. The body is neither read
 * before the upload is authorised nor unpacked here.
 */
export async function receiveChunk(ctx: Ctx, input: ReceiveChunkInput): Promise<ChunkProgress> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { body, ...head } = input;
  const chunk = parseInput(inputSchema, head);
  const db = tenantDatabase(tenantId);
  const { rowCount, chunkCount } = await findStaging(db, tenantId, chunk.uploadId);
  if (chunk.sequence >= chunkCount || chunk.firstRow + chunk.rowCount > rowCount) {
    throw new AppError("invalid", { fields: ["sequence"], problems: ["sequence:out_of_range"] });
  }
  await requireBytesLeft(db, tenantId, chunk.uploadId);
  const packed = await takeChunk(body);
  const task = { kind: "rows" as const, chunk: { ...chunk, tenantId }, packed };
  return { chunksReceived: await askStagingThread(randomUUID(), task, [packed.buffer]), chunkCount };
}
