import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSessionsOf } from "#lib/database/users/sessions.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ userId: z.uuid().optional() });
export type EndSessionsInput = z.input<typeof inputSchema>;

/** Ends every session of the actor, this one included, or of a user if an admin asks. */
export async function endSessions(ctx: Ctx, input: EndSessionsInput): Promise<void> {
  const actor = authoriseActor(ctx, "account.manage");
  const { userId = actor.userId } = parseInput(inputSchema, input);
  if (userId !== actor.userId) authoriseActor(ctx, "users.read");
  await withPortalTransaction(async (tx) => {
    const sessions = await deleteSessionsOf(tx, userId);
    await recordAudit(tx, ctx, "sessions_ended", { subject: userId, details: { sessions } });
  });
}
