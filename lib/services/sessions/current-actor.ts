import { database } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { findSessionUser } from "#lib/database/users/sessions.ts";
import type { Actor, Ctx } from "../context.ts";

/** Whose session it is, read anew at each request; null when it is over: ended, idle or spent, its user gone or disabled. */
export async function currentActor(sessionId: unknown): Promise<Actor | null> {
  return isId(sessionId) ? findSessionUser(database(), sessionId) : null;
}

/** Who asks, as the database knows them by now: for what outlives a request. */
export async function renewed(ctx: Ctx): Promise<Ctx> {
  return { ...ctx, actor: ctx.actor && (await currentActor(ctx.actor.sessionId)) };
}
