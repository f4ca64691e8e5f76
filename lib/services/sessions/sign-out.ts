import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSession } from "#lib/database/users/sessions.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";

/** Ends the session of this request; a copy of its cookie is worthless from then on. */
export async function signOut(ctx: Ctx, _input: Record<never, never> = {}): Promise<void> {
  const { sessionId, userId } = authoriseActor(ctx, "session.keep");
  await withPortalTransaction(async (tx) => {
    if ((await deleteSession(tx, sessionId, userId)) === null) return;
    await recordAudit(tx, ctx, "signed_out", { subject: userId });
  });
}
