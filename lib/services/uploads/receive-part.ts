import { randomUUID } from "node:crypto";
import { z } from "zod";
import { tenantDatabase } from "#lib/database/client.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { itemsPerPart, listLengthsSchema, stagingLists } from "#lib/domain/staging/list-item.ts";
import { askStagingThread } from "#lib/staging/ask-staging-thread.ts";
import { takeChunk } from "#lib/staging/unpack-chunk.ts";
import { authoriseUpload } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { findStaging } from "./find-staging.ts";
import { requireBytesLeft } from "./require-staging-room.ts";

const inputSchema = z.object({
  uploadId: z.string(),
  list: z.enum(stagingLists),
  sequence: z.number().int().min(0).max(1_000_000),
  items: z.number().int().min(1).max(itemsPerPart),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ReceivePartInput = z.input<typeof inputSchema> & { readonly body: AsyncIterable<Uint8Array> };

/**
 * Receives some items of a list that is sent beside an upload's rows (lib/domain/staging). The same part
 * again changes nothing; a different one under its number is `chunk_differs`. The body is not read before the
 * upload is authorised.
 */
export async function receivePart(ctx: Ctx, input: ReceivePartInput): Promise<void> {
  const tenantId = await authoriseUpload(ctx, "uploads.load", input.uploadId);
  const { body, ...head } = input;
  const part = parseInput(inputSchema, head);
  const db = tenantDatabase(tenantId);
  const { lists } = await findStaging(db, tenantId, part.uploadId);
  if (part.sequence >= listLengthsSchema.parse(lists)[part.list].parts) {
    throw new AppError("invalid", { fields: ["sequence"], problems: ["sequence:out_of_range"] });
  }
  await requireBytesLeft(db, tenantId, part.uploadId);
  const packed = await takeChunk(body);
  await askStagingThread(randomUUID(), { kind: "items", part: { ...part, tenantId }, packed }, [packed.buffer]);
}
