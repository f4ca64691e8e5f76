import { defineRoute } from "#lib/server/define-route.ts";
import { pageTenantHeader } from "#lib/server/page-user.ts";
import { noteActivity } from "#lib/services/sessions/note-activity.ts";
import { showSession } from "#lib/services/sessions/show-session.ts";

export const dynamic = "force-dynamic";

const uncached = { headers: { "cache-control": "no-store" } };

/**
 * Whose session it is, how long it lasts and whether the page's tenant is still theirs; null where nobody is signed in: an answer, no
 * refusal. Asking does not make it last longer.
 */
export const GET = defineRoute(async (ctx, _params, request) =>
  Response.json(ctx.actor === null ? { userId: null } : await showSession(ctx, of(request)), uncached),
);

/** Somebody works in it: sent by pages after real input. */
export const POST = defineRoute(async (ctx, _params, request) =>
  Response.json(await noteActivity(ctx, of(request)), uncached),
);

function of(request: Request): { tenantId: string | null } {
  return { tenantId: request.headers.get(pageTenantHeader) };
}
