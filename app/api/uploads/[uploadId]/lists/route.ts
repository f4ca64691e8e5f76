import { z } from "zod";
import { AppError } from "#lib/domain/app-error.ts";
import { maxChunkBytes } from "#lib/domain/staging/chunk-limit.ts";
import { stagingLists } from "#lib/domain/staging/list-item.ts";
import { defineRoute } from "#lib/server/define-route.ts";
import { withBody } from "#lib/server/read-body.ts";
import { receivePart } from "#lib/services/uploads/receive-part.ts";

const whole = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number);
const headSchema = z.object({ list: z.enum(stagingLists), sequence: whole, items: whole, sha256: z.string() });

/**
 * Receives some items of a list that is sent before the rows: gzip of JSON lines in the body, `list`,
 * `sequence` and `items` in the address, its SHA-256 in `x-chunk-sha256`.
 */
export const POST = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const search = new URL(request.url).searchParams;
  const head = headSchema.safeParse({ ...Object.fromEntries(search), sha256: request.headers.get("x-chunk-sha256") });
  const isStored = await withBody(ctx, request, { type: "application/gzip", maxBytes: maxChunkBytes }, async (body) => {
    if (!head.success)
      throw new AppError("invalid", { fields: head.error.issues.map((issue) => issue.path.join(".")) });
    await receivePart(ctx, { uploadId, ...head.data, body });
    return true;
  });
  return Response.json({ isStored }, { headers: { "cache-control": "no-store" } });
});
