import { database } from "#lib/database/client.ts";
import { touchSession } from "#lib/database/users/sessions.ts";
import type { SessionLife } from "#lib/domain/views/session-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { type SessionInput, showSession } from "./show-session.ts";

/**
 * Somebody works in this session: the page says so after real input, once a minute at most. Nothing else makes a session last longer:
 * requests come from timers, prefetches and streams as well.
 */
export async function noteActivity(ctx: Ctx, input: SessionInput = {}): Promise<SessionLife> {
  const { sessionId } = authoriseActor(ctx, "uploads.read");
  await touchSession(database(), sessionId);
  return showSession(ctx, input);
}
