import { z } from "zod";
import { portalDatabase, withPortalTransaction } from "#lib/database/client.ts";
import { hasNoUser, takeFirstRunCode } from "#lib/database/users/first-run.ts";
import { markSignInSucceeded } from "#lib/database/users/sign-in-attempts.ts";
import { insertUser } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { hashOfSecret, typedCode } from "#lib/secrets/one-time-secret.ts";
import { hashPassword, passwordSchema } from "#lib/secrets/password.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { beginAttempt } from "../sessions/begin-attempt.ts";
import { requireGoodPassword } from "./require-good-password.ts";

const inputSchema = z.object({
  code: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(200),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  password: passwordSchema,
});
export type MakeFirstAdminInput = z.input<typeof inputSchema>;

/**
 * Makes the first admin of a portal without users, with the code on its console. Throws `not_found` once there is a
 * user, `code_wrong`, or `throttled` as signing in does.
 */
export async function makeFirstAdmin(ctx: Ctx, input: MakeFirstAdminInput): Promise<void> {
  const { code, password, ...person } = parseInput(inputSchema, input);
  if (!(await hasNoUser(portalDatabase()))) throw new AppError("not_found");
  await requireGoodPassword(portalDatabase(), password, { userId: null, ...person });
  const attemptId = await beginAttempt(ctx, "first_run", "first run");
  const passwordHash = await hashPassword(password);
  await withPortalTransaction(async (tx) => {
    // Whoever else has the code at this moment waits for its row here, and then finds it gone.
    if (!(await takeFirstRunCode(tx, hashOfSecret(typedCode(code))))) throw new AppError("code_wrong");
    if (!(await hasNoUser(tx))) throw new AppError("not_found");
    const subject = await insertUser(tx, { ...person, role: "admin", passwordHash, tenantIds: [] });
    await markSignInSucceeded(tx, attemptId);
    await recordAudit(tx, { ...ctx, actor: null }, "first_admin_made", { subject });
  });
}
