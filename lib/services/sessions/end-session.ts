import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSession } from "#lib/database/users/sessions.ts";
import { isAllowed } from "#lib/domain/access/permission.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";

const inputSchema = z.object({ sessionId: z.uuid() });
export type EndSessionInput = z.input<typeof inputSchema>;

/**
 * Ends one session: the actor's own or, for an admin, anybody's. `not_found` if there is none or it is
 * somebody else's.
 */
export async function endSession(ctx: Ctx, input: EndSessionInput): Promise<void> {
  const actor = authoriseActor(ctx, "account.manage");
  const { sessionId } = parseInput(inputSchema, input);
  const ofUserId = isAllowed(actor.role, "users.read") ? null : actor.userId;
  await withPortalTransaction(async (tx) => {
    const subject = await deleteSession(tx, sessionId, ofUserId);
    if (subject === null) throw new AppError("not_found");
    await recordAudit(tx, ctx, "sessions_ended", { subject, details: { sessions: 1 } });
  });
}
