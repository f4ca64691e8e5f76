import { z } from "zod";
import { defineRoute } from "#lib/server/define-route.ts";
import { AppError } from "#lib/services/app-error.ts";
import { receiveChunk } from "#lib/services/receive-chunk.ts";

const whole = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);
const headSchema = z.object({ sequence: whole, firstRow: whole, rowCount: whole, sha256: z.string() });

/**
 * Takes one chunk of original rows: gzip in the body, `sequence`, `firstRow` and `rowCount` in the address, its SHA-256 in
 * `x-chunk-sha256`. The content type is demanded because a form of another site cannot send it without asking first.
 */
export const POST = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  if (request.headers.get("content-type") !== "application/gzip" || request.body === null) {
    throw new AppError("invalid", { fields: ["body"], problems: ["body:content_type"] });
  }
  const search = new URL(request.url).searchParams;
  const head = headSchema.safeParse({ ...Object.fromEntries(search), sha256: request.headers.get("x-chunk-sha256") });
  if (!head.success) throw new AppError("invalid", { fields: head.error.issues.map((issue) => issue.path.join(".")) });
  const receipt = await receiveChunk(ctx, { uploadId, ...head.data, body: request.body });
  return Response.json(receipt, { headers: { "cache-control": "no-store" } });
});
