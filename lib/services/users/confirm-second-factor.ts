import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { findSecondFactor } from "#lib/database/users/second-factors.ts";
import { deleteSessionsOf } from "#lib/database/users/sessions.ts";
import { markSignInSucceeded } from "#lib/database/users/sign-in-attempts.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "../sessions/begin-attempt.ts";
import { takeAppCode } from "../sessions/prove-with-code.ts";
import { makeRecoveryCodes } from "./make-recovery-codes.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ code: z.string().min(1).max(50) });
export type ConfirmSecondFactorInput = z.input<typeof inputSchema>;

/**
 * Proves with a first code that the actor's app has the secret; from now on signing in asks for codes. Their other
 * sessions end, which began without. Returns the recovery codes, which are shown this once.
 */
export async function confirmSecondFactor(ctx: Ctx, input: ConfirmSecondFactorInput): Promise<{ codes: string[] }> {
  const { userId, email, sessionId } = authoriseActor(ctx, "account.protect");
  const { code } = parseInput(inputSchema, input);
  const attemptId = await beginAttempt(ctx, "code", email);
  const codes = await withPortalTransaction(async (tx) => {
    if ((await findSecondFactor(tx, userId))?.isConfirmed !== false) throw new AppError("conflict");
    if (!(await takeAppCode(tx, userId, code.replaceAll(" ", "")))) throw new AppError("code_wrong");
    await markSignInSucceeded(tx, attemptId);
    const codes = await makeRecoveryCodes(tx, userId);
    const sessions = await deleteSessionsOf(tx, userId, sessionId);
    await recordAudit(tx, ctx, "second_factor_set_up", { subject: userId, details: { sessions } });
    return codes;
  });
  tellChange(userId, "factor_set_up");
  return { codes };
}
