import { defineRoute } from "#lib/server/define-route.ts";
import { pageTenantHeader } from "#lib/server/page-user.ts";
import { noteActivity } from "#lib/services/sessions/note-activity.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";

export const dynamic = "force-dynamic";

const uncached = { headers: { "cache-control": "no-store" } };

/**
 * The session's user, how long it lasts and whether the page's tenant is still theirs; a `userId` of null if
 * nobody is signed in, which is an answer and no refusal. Does not extend the session.
 */
export const GET = defineRoute(async (ctx, _params, request) =>
  Response.json(ctx.actor === null ? { userId: null } : await showSession(ctx, of(request)), uncached),
);

/** Extends the session: pages send it after real input. */
export const POST = defineRoute(async (ctx, _params, request) =>
  Response.json(await noteActivity(ctx, of(request)), uncached),
);

function of(request: Request): { tenantId: string | null } {
  return { tenantId: request.headers.get(pageTenantHeader) };
}
