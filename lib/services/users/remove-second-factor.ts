import { withPortalTransaction } from "#lib/database/client.ts";
import { deleteSecondFactor } from "#lib/database/users/second-factors.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";

/** Removes the actor's second factor and its recovery codes. Throws `conflict` if they have none. */
export async function removeSecondFactor(ctx: Ctx, _input: Record<never, never> = {}): Promise<void> {
  const { userId } = authoriseActor(ctx, "account.unprotect");
  await withPortalTransaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, userId))) throw new AppError("conflict");
    await recordAudit(tx, ctx, "second_factor_removed", { subject: userId });
  });
}
