import { z } from "zod";
import { portalDatabase, withPortalTransaction } from "#lib/database/client.ts";
import { insertSession } from "#lib/database/users/sessions.ts";
import {
  deleteSignInAttempt,
  insertSignInAttempt,
  markSignInSucceeded,
  readSignInHistory,
} from "#lib/database/users/sign-in-attempts.ts";
import { findUserToSignIn } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isPasswordRight } from "#lib/secrets/password.ts";
import type { Actor, Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { blockOf, networkOf, secondsToWait } from "./sign-in-throttle.ts";

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(200),
});
export type VerifyCredentialsInput = z.input<typeof inputSchema>;

/**
 * Signs a user in and begins their session. An unknown email, a disabled user and a wrong password all give
 * `credentials_wrong`, after the same work. `throttled {retryAfterSeconds}` does not show whether the account
 * exists, and attempts by others never delay the owner at their usual address.
 */
export async function verifyCredentials(ctx: Ctx, input: VerifyCredentialsInput): Promise<Actor> {
  const { email, password } = parseInput(inputSchema, input);
  const network = ctx.address === null ? "unknown" : networkOf(ctx.address);
  const attemptId = await insertSignInAttempt(portalDatabase(), email, network);
  const retryAfterSeconds = secondsToWait(
    await readSignInHistory(portalDatabase(), { email, network, block: blockOf(network), attemptId }),
  );
  if (retryAfterSeconds > 0) {
    await deleteSignInAttempt(portalDatabase(), attemptId);
    throw new AppError("throttled", { retryAfterSeconds });
  }
  const account = await findUserToSignIn(portalDatabase(), email);
  const user = account?.disabledAt === null ? account : null;
  const isRight = await isPasswordRight(user?.passwordHash ?? null, password);
  if (user === null || !isRight) {
    // The entry names known accounts only: another email is a stranger's address, or a password in the wrong field.
    await recordAudit(portalDatabase(), ctx, "sign_in_failed", account === null ? {} : { subject: account.id });
    throw new AppError("credentials_wrong");
  }
  const { id: userId, name, role, locale, passwordHash } = user;
  return withPortalTransaction(async (tx) => {
    await markSignInSucceeded(tx, attemptId);
    const { browser = null } = ctx;
    const sessionId = await insertSession(tx, { userId, passwordHash, address: ctx.address, browser });
    if (sessionId === null) throw new AppError("credentials_wrong");
    const actor: Actor = { userId, email: user.email, name, role, locale, sessionId };
    await recordAudit(tx, { ...ctx, actor }, "signed_in", { subject: userId });
    return actor;
  });
}
