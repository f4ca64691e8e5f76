import { portalDatabase } from "#lib/database/client.ts";
import { markSignInSucceeded } from "#lib/database/users/sign-in-attempts.ts";
import { findUserToSignIn } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isPasswordRight } from "#lib/secrets/password.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "./begin-attempt.ts";

/** Takes the password of a signed-in user. Throws `credentials_wrong`, or `throttled` as signing in does. */
export async function proveWithPassword(
  ctx: Ctx,
  { userId, email }: { readonly userId: string; readonly email: string },
  password: string,
): Promise<void> {
  const attemptId = await beginAttempt(ctx, "sign_in", email);
  const user = await findUserToSignIn(portalDatabase(), email);
  if (!(await isPasswordRight(user?.passwordHash ?? null, password))) {
    await recordAudit(portalDatabase(), ctx, "reauthentication_failed", { subject: userId });
    throw new AppError("credentials_wrong");
  }
  await markSignInSucceeded(portalDatabase(), attemptId);
}
