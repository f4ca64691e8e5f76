import { withPortalTransaction } from "#lib/database/client.ts";
import { findSecondFactor } from "#lib/database/users/second-factors.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { makeRecoveryCodes } from "./make-recovery-codes.ts";

/** New recovery codes for the actor; the earlier ones are over. Throws `conflict` without a second factor. */
export async function renewRecoveryCodes(ctx: Ctx, _input: Record<never, never> = {}): Promise<{ codes: string[] }> {
  const { userId } = authoriseActor(ctx, "account.unprotect");
  return withPortalTransaction(async (tx) => {
    if ((await findSecondFactor(tx, userId))?.isConfirmed !== true) throw new AppError("conflict");
    const codes = await makeRecoveryCodes(tx, userId);
    await recordAudit(tx, ctx, "recovery_codes_made", { subject: userId });
    return { codes };
  });
}
