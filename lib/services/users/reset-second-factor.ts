import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSecondFactor } from "#lib/database/users/second-factors.ts";
import { deleteSessionsOf } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { endIdentities } from "./end-identities.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ userId: z.uuid() });
export type ResetSecondFactorInput = z.input<typeof inputSchema>;

/**
 * Removes a user's second factor, for who has lost both app and recovery codes. Their sessions end, and so do their
 * links with providers, which were made with it. Throws `not_found` if they have none.
 */
export async function resetSecondFactor(ctx: Ctx, input: ResetSecondFactorInput): Promise<void> {
  authoriseActor(ctx, "users.manage");
  const { userId } = parseInput(inputSchema, input);
  const unlinked = await withPortalTransaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, userId))) throw new AppError("not_found");
    const sessions = await deleteSessionsOf(tx, userId);
    await recordAudit(tx, ctx, "second_factor_reset", { subject: userId, details: { sessions } });
    return endIdentities(tx, ctx, userId);
  });
  tellChange(userId, "factor_removed");
  if (unlinked > 0) tellChange(userId, "provider_unlinked");
}
