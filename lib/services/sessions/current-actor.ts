import { portalDatabase } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { findSessionUser } from "#lib/database/users/sessions.ts";
import type { Actor, Ctx } from "../context.ts";

/**
 * The user of a session, read anew at each request; null if the session is over: ended, idle for too long or
 * past its hours, or its user is gone or disabled.
 */
export async function currentActor(sessionId: unknown): Promise<Actor | null> {
  return isId(sessionId) ? findSessionUser(portalDatabase(), sessionId) : null;
}

/** The same context with its actor read again, for work that outlives a request. */
export async function renewed(ctx: Ctx): Promise<Ctx> {
  return { ...ctx, actor: ctx.actor && (await currentActor(ctx.actor.sessionId)) };
}
