import { portalDatabase } from "#lib/database/client.ts";
import { deleteSignInAttempt, markSignInSucceeded } from "#lib/database/users/sign-in-attempts.ts";
import { findUserToSignIn } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isPasswordRight } from "#lib/secrets/password.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "./begin-attempt.ts";
import { proveWithCode } from "./prove-with-code.ts";

export interface TypedCredentials {
  readonly email: string;
  readonly password: string;
  /** Of the authenticator app, or a recovery code; only where the account has a second factor. */
  readonly code?: string | undefined;
}

/**
 * Takes the password of somebody who is not signed in and, where their account has a second factor, a code. An unknown
 * email, a disabled user and a wrong password all give `credentials_wrong`, after the same work. Only after the right
 * password `code_needed` and `code_wrong` tell of a second factor. Returns the account and the hash that was verified.
 */
export async function proveCredentials(
  ctx: Ctx,
  { email, password, code }: TypedCredentials,
): Promise<{ userId: string; passwordHash: string | null }> {
  const attemptId = await beginAttempt(ctx, "sign_in", email);
  const account = await findUserToSignIn(portalDatabase(), email);
  const user = account?.disabledAt === null ? account : null;
  const isRight = await isPasswordRight(user?.passwordHash ?? null, password);
  if (user === null || !isRight) {
    // The entry names known accounts only: another email is a stranger's address, or a password in the wrong field.
    await recordAudit(portalDatabase(), ctx, "sign_in_failed", account === null ? {} : { subject: account.id });
    throw new AppError("credentials_wrong");
  }
  if (user.hasSecondFactor) {
    // The password was right: this was no guess. Codes have counts of their own, which say that it succeeded.
    await deleteSignInAttempt(portalDatabase(), attemptId);
    if (code === undefined) throw new AppError("code_needed");
    await proveWithCode(ctx, { userId: user.id, email }, code);
  } else await markSignInSucceeded(portalDatabase(), attemptId);
  return { userId: user.id, passwordHash: user.passwordHash };
}
