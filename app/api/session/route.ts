import { defineRoute } from "#lib/server/define-route.ts";
import { noteActivity } from "#lib/services/note-activity.ts";
import { showSession } from "#lib/services/show-session.ts";

export const dynamic = "force-dynamic";

const uncached = { headers: { "cache-control": "no-store" } };

/** Whose session it is and how long it lasts, null where nobody is signed in: an answer, no refusal. Asking does not make it last longer. */
export const GET = defineRoute(async (ctx) =>
  Response.json(ctx.actor === null ? { userId: null } : await showSession(ctx), uncached),
);

/** Somebody works in it: sent by pages after real input. */
export const POST = defineRoute(async (ctx) => Response.json(await noteActivity(ctx), uncached));
