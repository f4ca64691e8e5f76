import { z } from "zod";
import { portalDatabase } from "#lib/database/client.ts";
import { selectSessions } from "#lib/database/users/sessions.ts";
import type { SessionView } from "#lib/domain/views/session-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";

const inputSchema = z.object({ userId: z.uuid().optional() });
export type ListSessionsInput = z.input<typeof inputSchema>;

/** The open sessions of the actor, or of a user if an admin asks; the last active one first. */
export async function listSessions(ctx: Ctx, input: ListSessionsInput): Promise<SessionView[]> {
  const actor = authoriseActor(ctx, "account.manage");
  const { userId = actor.userId } = parseInput(inputSchema, input);
  if (userId !== actor.userId) authoriseActor(ctx, "users.read");
  const sessions = await selectSessions(portalDatabase(), userId);
  return sessions.map((session) => ({ ...session, isCurrent: session.id === actor.sessionId }));
}
