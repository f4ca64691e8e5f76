import { defineRoute } from "#lib/server/define-route.ts";
import { findCorrection } from "#lib/services/uploads/find-correction.ts";

export const dynamic = "force-dynamic";

/**
 * What a dropped report is corrected against, for the tenant in `?tenantId=`: one line of JSON about the upload,
 * then a line for each of its debtors. A route instead of an action, because there may be a million of them.
 */
export const GET = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }, request) => {
  const tenantId = new URL(request.url).searchParams.get("tenantId") ?? "";
  const { head, lines } = await findCorrection(ctx, { tenantId, uploadId });
  return new Response(new Blob([`${JSON.stringify(head)}\n`, ...lines]), {
    headers: {
      "content-type": "application/x-ndjson; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });
});
