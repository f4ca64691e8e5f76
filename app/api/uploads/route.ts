import { defineRoute } from "#lib/server/define-route.ts";
import { jsonOf, withBody } from "#lib/server/read-body.ts";
import { authorise } from "#lib/services/authorise.ts";
import { type StartStagingInput, startStaging } from "#lib/services/uploads/start-staging.ts";

/**
 * Headers of 2,000 columns with their mappings are some 400 KB; anything that may be longer is sent in parts
 * (lists/route.ts).
 */
const head = { type: "application/json", maxBytes: 1024 * 1024 };
/** Its deepest part is a mapping: head, mapping, columns, column, reading. */
const maxDepth = 8;

/**
 * Begins an upload for the tenant in `?tenantId=`. The tenant is in the address so that the request is
 * authorised before any of the body is read.
 */
export const POST = defineRoute<Record<never, never>>(async (ctx, _params, request) => {
  const tenantId = new URL(request.url).searchParams.get("tenantId") ?? "";
  const started = await withBody(ctx, request, head, async (body) => {
    await authorise(ctx, "uploads.load", tenantId);
    const said = await jsonOf(body, maxDepth);
    // The use case parses it; the cast only names the expected type.
    return startStaging(ctx, { ...(said as Omit<StartStagingInput, "tenantId">), tenantId });
  });
  return Response.json(started, { headers: { "cache-control": "no-store" } });
});
