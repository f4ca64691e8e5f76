import { z } from "zod";
import { portalDatabase, withPortalTransaction } from "#lib/database/client.ts";
import { setPasswordHash } from "#lib/database/users/users.ts";
import { hashPassword, passwordSchema } from "#lib/secrets/password.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { proveWithPassword } from "../sessions/prove-with-password.ts";
import { requireGoodPassword } from "./require-good-password.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ current: z.string().min(1).max(200), password: passwordSchema });
export type ChangePasswordInput = z.input<typeof inputSchema>;

/**
 * Changes one's own password; every other session ends. Throws `credentials_wrong` unless `current` is the present
 * one, throttled as signing in.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput): Promise<void> {
  const actor = authoriseActor(ctx, "account.manage");
  const { current, password } = parseInput(inputSchema, input);
  await proveWithPassword(ctx, actor, current);
  await requireGoodPassword(portalDatabase(), password, actor);
  const passwordHash = await hashPassword(password);
  await withPortalTransaction(async (tx) => {
    const sessions = await setPasswordHash(tx, actor.userId, passwordHash, actor.sessionId);
    await recordAudit(tx, ctx, "password_changed", { subject: actor.userId, details: { sessions } });
  });
  tellChange(actor.userId, "password");
}
