import { z } from "zod";
import { database, withTransaction } from "#lib/database/client.ts";
import {
  countSignInAttempts,
  deleteSignInAttempt,
  insertSignInAttempt,
  markSignInSucceeded,
  type SignInCounts,
} from "#lib/database/sign-in-attempts.ts";
import { findUserToSignIn } from "#lib/database/users.ts";
import { AppError } from "./app-error.ts";
import type { Actor, Ctx } from "./context.ts";
import { parseInput } from "./parse-input.ts";
import { isPasswordRight } from "./password.ts";
import { recordAudit } from "./record-audit.ts";

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(200),
});
export type VerifyCredentialsInput = z.input<typeof inputSchema>;

/** Failures within 15 minutes after which nothing is checked any more. An address that knows the account is only held by its own. */
const limits = { ofPair: 10, ofAccount: 30, ofAddress: 60, inAll: 2_000 };

/**
 * Signs somebody in. Unknown, disabled and wrong are one answer, `credentials_wrong`, after the same work.
 * `throttled` comes whether or not the account exists; it never holds the owner at their usual address for what others try.
 */
export async function verifyCredentials(ctx: Ctx, input: VerifyCredentialsInput): Promise<Actor> {
  const { email, password } = parseInput(inputSchema, input);
  const address = ctx.address ?? "unknown";
  const attemptId = await insertSignInAttempt(database(), email, address);
  if (isHeld(await countSignInAttempts(database(), email, address, attemptId))) {
    await deleteSignInAttempt(database(), attemptId);
    throw new AppError("throttled", { retryAfterSeconds: 15 * 60 });
  }
  const user = await findUserToSignIn(database(), email);
  const isRight = await isPasswordRight(user?.passwordHash ?? null, password);
  if (user === null || !isRight) {
    await recordAudit(database(), ctx, "sign_in_failed", user === null ? {} : { subject: user.id });
    throw new AppError("credentials_wrong");
  }
  const { id: userId, name, role, locale, sessionVersion } = user;
  const actor: Actor = { userId, email: user.email, name, role, locale, sessionVersion };
  await withTransaction(async (tx) => {
    await markSignInSucceeded(tx, attemptId);
    await recordAudit(tx, { ...ctx, actor }, "signed_in", { subject: user.id });
  });
  return actor;
}

function isHeld(counts: SignInCounts): boolean {
  if (counts.ofPair >= limits.ofPair) return true;
  if (counts.isKnownAddress) return false;
  return counts.ofAccount >= limits.ofAccount || counts.ofAddress >= limits.ofAddress || counts.inAll >= limits.inAll;
}
