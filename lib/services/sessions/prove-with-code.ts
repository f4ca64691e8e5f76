import { portalDatabase, type Transaction, withPortalTransaction } from "#lib/database/client.ts";
import {
  countRecoveryCodes,
  findSecondFactor,
  takeRecoveryCode,
  takeStep,
} from "#lib/database/users/second-factors.ts";
import { markSignInSucceeded } from "#lib/database/users/sign-in-attempts.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { hashOfSecret, typedCode } from "#lib/secrets/one-time-secret.ts";
import { openSecret } from "#lib/secrets/seal-secret.ts";
import { totpStepOf } from "#lib/secrets/totp.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "./begin-attempt.ts";

/**
 * Takes a code of the user's authenticator app or one of their recovery codes; no code is taken twice. Throws
 * `code_wrong`, or `throttled` as a password does. Nobody is told which of both it was, nor why it is wrong.
 */
export async function proveWithCode(
  ctx: Ctx,
  { userId, email }: { readonly userId: string; readonly email: string },
  typed: string,
): Promise<void> {
  const attemptId = await beginAttempt(ctx, "code", email);
  const code = typedCode(typed);
  const isTaken = /^\d{6}$/.test(code)
    ? await takeAppCode(portalDatabase(), userId, code)
    : await spendRecoveryCode(ctx, userId, code);
  if (!isTaken) {
    await recordAudit(portalDatabase(), ctx, "second_factor_failed", { subject: userId });
    throw new AppError("code_wrong");
  }
  await markSignInSucceeded(portalDatabase(), attemptId);
}

/** Whether this is a code of the app that was not taken before; takes it. */
export async function takeAppCode(db: Transaction, userId: string, code: string): Promise<boolean> {
  const factor = await findSecondFactor(db, userId);
  const step = factor === null ? null : totpStepOf(openSecret(factor, userId), code, Date.now());
  return step !== null && (await takeStep(db, userId, step));
}

async function spendRecoveryCode(ctx: Ctx, userId: string, code: string): Promise<boolean> {
  return withPortalTransaction(async (tx) => {
    if (!(await takeRecoveryCode(tx, userId, hashOfSecret(code)))) return false;
    await recordAudit(tx, ctx, "recovery_code_used", {
      subject: userId,
      details: { left: await countRecoveryCodes(tx, userId) },
    });
    return true;
  });
}
