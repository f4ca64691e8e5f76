import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { findSecondFactor } from "#lib/database/users/second-factors.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { proveWithCode } from "../sessions/prove-with-code.ts";
import { makeRecoveryCodes } from "./make-recovery-codes.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ code: z.string().min(1).max(50) });
export type RenewRecoveryCodesInput = z.input<typeof inputSchema>;

/**
 * New recovery codes for the actor; the earlier ones are over. Asks for a code as removing the second factor does, which
 * each of them could do. Throws `code_wrong`, `throttled` as signing in does, also without a second factor.
 */
export async function renewRecoveryCodes(ctx: Ctx, input: RenewRecoveryCodesInput): Promise<{ codes: string[] }> {
  const actor = authoriseActor(ctx, "account.manage");
  const { code } = parseInput(inputSchema, input);
  await proveWithCode(ctx, actor, code);
  const codes = await withPortalTransaction(async (tx) => {
    if ((await findSecondFactor(tx, actor.userId))?.isConfirmed !== true) throw new AppError("conflict");
    const made = await makeRecoveryCodes(tx, actor.userId);
    await recordAudit(tx, ctx, "recovery_codes_made", { subject: actor.userId });
    return made;
  });
  tellChange(actor.userId, "codes_renewed");
  return { codes };
}
