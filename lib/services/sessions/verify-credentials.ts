import { z } from "zod";
import { portalDatabase, withPortalTransaction } from "#lib/database/client.ts";
import { findSessionUser, insertSession } from "#lib/database/users/sessions.ts";
import { deleteSignInAttempt, markSignInSucceeded } from "#lib/database/users/sign-in-attempts.ts";
import { findUserToSignIn } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isPasswordRight } from "#lib/secrets/password.ts";
import type { Actor, Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "./begin-attempt.ts";
import { actorOf } from "./current-actor.ts";
import { proveWithCode } from "./prove-with-code.ts";

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(200),
  /** Of the authenticator app, or a recovery code; only where the account has a second factor. */
  code: z.string().min(1).max(50).optional(),
});
export type VerifyCredentialsInput = z.input<typeof inputSchema>;

/**
 * Signs a user in and begins their session. An unknown email, a disabled user and a wrong password all give
 * `credentials_wrong`, after the same work. `throttled {retryAfterSeconds}` does not show whether the account
 * exists, and attempts by others never delay the owner at their usual address. Only after the right password
 * `code_needed` and `code_wrong` tell of a second factor.
 */
export async function verifyCredentials(ctx: Ctx, input: VerifyCredentialsInput): Promise<Actor> {
  const { email, password, code } = parseInput(inputSchema, input);
  const attemptId = await beginAttempt(ctx, "sign_in", email);
  const account = await findUserToSignIn(portalDatabase(), email);
  const user = account?.disabledAt === null ? account : null;
  const isRight = await isPasswordRight(user?.passwordHash ?? null, password);
  if (user === null || !isRight) {
    // The entry names known accounts only: another email is a stranger's address, or a password in the wrong field.
    await recordAudit(portalDatabase(), ctx, "sign_in_failed", account === null ? {} : { subject: account.id });
    throw new AppError("credentials_wrong");
  }
  const { id: userId, passwordHash } = user;
  if (user.hasSecondFactor) {
    // The password was right: this was no guess. Codes have counts of their own.
    await deleteSignInAttempt(portalDatabase(), attemptId);
    if (code === undefined) throw new AppError("code_needed");
    await proveWithCode(ctx, { userId, email }, code);
  }
  return withPortalTransaction(async (tx) => {
    // Of an account with a second factor, the code's attempt says that it succeeded.
    if (!user.hasSecondFactor) await markSignInSucceeded(tx, attemptId);
    const { browser = null } = ctx;
    const sessionId = await insertSession(tx, { userId, passwordHash, address: ctx.address, browser });
    const begun = sessionId === null ? null : await findSessionUser(tx, sessionId);
    if (begun === null) throw new AppError("credentials_wrong");
    const actor = actorOf(begun);
    await recordAudit(tx, { ...ctx, actor }, "signed_in", { subject: userId });
    return actor;
  });
}
