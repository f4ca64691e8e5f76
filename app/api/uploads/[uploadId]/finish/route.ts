import { defineRoute } from "#lib/server/define-route.ts";
import { advanceStaging } from "#lib/services/uploads/advance-staging.ts";

/**
 * Ends staging, or answers 202 with how far it is; a repeated request waits on. A route instead of an action,
 * because actions queue behind each other and this may take a minute; no answer takes longer than a proxy waits.
 */
export const POST = defineRoute<{ uploadId: string }>(async (ctx, { uploadId }) => {
  const answer = await advanceStaging(ctx, { uploadId });
  const status = answer.kind === "staged" ? 200 : 202;
  return Response.json(answer, { status, headers: { "cache-control": "no-store" } });
});
