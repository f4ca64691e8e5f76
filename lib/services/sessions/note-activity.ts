import { portalDatabase } from "#lib/database/client.ts";
import { touchSession } from "#lib/database/users/sessions.ts";
import type { SessionLife } from "#lib/domain/views/session-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { type SessionInput, showSession } from "./show-session.ts";

/**
 * Extends the session. The page calls it after real input, once a minute at most. Nothing else extends a
 * session: requests also come from timers, prefetches and streams.
 */
export async function noteActivity(ctx: Ctx, input: SessionInput = {}): Promise<SessionLife> {
  const { sessionId } = authoriseActor(ctx, "session.keep");
  await touchSession(portalDatabase(), sessionId);
  return showSession(ctx, input);
}
