import { z } from "zod";
import { AppError } from "#lib/domain/app-error.ts";
import { maxChunkBytes } from "#lib/domain/staging/chunk-limit.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { withBody } from "#lib/server/read-body.ts";
import { receiveChunk } from "#lib/services/uploads/receive-chunk.ts";

const whole = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);
const headSchema = z.object({ sequence: whole, firstRow: whole, rowCount: whole, sha256: z.string() });

/**
 * Receives one chunk of original rows: gzip in the body, `sequence`, `firstRow` and `rowCount` in the
 * address, its SHA-256 in `x-chunk-sha256`. The content type is required because a form on another site
 * cannot send it without a preflight request.
 */
export const POST = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const search = new URL(request.url).searchParams;
  const head = headSchema.safeParse({ ...Object.fromEntries(search), sha256: request.headers.get("x-chunk-sha256") });
  const receipt = await withBody(ctx, request, { type: "application/gzip", maxBytes: maxChunkBytes }, async (body) => {
    if (!head.success)
      throw new AppError("invalid", { fields: head.error.issues.map((issue) => issue.path.join(".")) });
    return receiveChunk(ctx, { uploadId, ...head.data, body });
  });
  return Response.json(receipt, { headers: { "cache-control": "no-store" } });
});
