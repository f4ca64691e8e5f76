import { z } from "zod";
import { withPortalTransaction } from "#lib/database/client.ts";
import { findSessionUser, insertSession } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Actor, Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { actorOf } from "./current-actor.ts";
import { proveCredentials } from "./prove-credentials.ts";

const inputSchema = z.object({
  email: z.string().trim().toLowerCase().min(3).max(254),
  password: z.string().min(1).max(200),
  code: z.string().min(1).max(50).optional(),
});
export type VerifyCredentialsInput = z.input<typeof inputSchema>;

/**
 * Signs a user in and begins their session, or refuses as `proveCredentials` does. `throttled {retryAfterSeconds}` does
 * not show whether the account exists, and attempts by others never delay the owner at their usual address.
 */
export async function verifyCredentials(ctx: Ctx, input: VerifyCredentialsInput): Promise<Actor> {
  const { userId, passwordHash } = await proveCredentials(ctx, parseInput(inputSchema, input));
  return withPortalTransaction(async (tx) => {
    const { browser = null } = ctx;
    const sessionId = await insertSession(tx, { userId, passwordHash, address: ctx.address, browser });
    const begun = sessionId === null ? null : await findSessionUser(tx, sessionId);
    if (begun === null) throw new AppError("credentials_wrong");
    const actor = actorOf(begun);
    await recordAudit(tx, { ...ctx, actor }, "signed_in", { subject: userId });
    return actor;
  });
}
