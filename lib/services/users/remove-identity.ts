import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSessionsByProvider } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { endIdentities } from "./end-identities.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ userId: z.uuid().optional(), issuer: z.string().min(1).max(500) });
export type RemoveIdentityInput = z.input<typeof inputSchema>;

/**
 * Ends the actor's link with a provider, or a user's if an admin asks, and the sessions that began through it, but for
 * the one that asks. Throws `not_found` if there is none.
 */
export async function removeIdentity(ctx: Ctx, input: RemoveIdentityInput): Promise<void> {
  const actor = authoriseActor(ctx, "account.unprotect");
  const { userId = actor.userId, issuer } = parseInput(inputSchema, input);
  if (userId !== actor.userId) authoriseActor(ctx, "users.manage");
  await withPortalTransaction(async (tx) => {
    if ((await endIdentities(tx, ctx, userId, issuer)) === 0) throw new AppError("not_found");
    await deleteSessionsByProvider(tx, userId, actor.sessionId);
  });
  tellChange(userId, "provider_unlinked");
}
