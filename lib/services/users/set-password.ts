import { z } from "zod";
import { portalDatabase, withPortalTransaction } from "#lib/database/client.ts";
import { findLink, takeLink } from "#lib/database/users/access-links.ts";
import { setPasswordHash } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { hashOfSecret } from "#lib/secrets/one-time-secret.ts";
import { hashPassword, passwordSchema } from "#lib/secrets/password.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { endIdentities } from "./end-identities.ts";
import { requireGoodPassword } from "./require-good-password.ts";
import { tellChange } from "./tell-change.ts";

const inputSchema = z.object({ secret: z.string().min(1).max(100), password: passwordSchema });
export type SetPasswordInput = z.input<typeof inputSchema>;

/**
 * Sets the password of a link's user, once; their sessions end, and so do their links with providers: whoever had got in
 * by one has nothing any more. Throws `link_over`, or `invalid` for a weak password,
 * which leaves the link as it is.
 */
export async function setPassword(ctx: Ctx, input: SetPasswordInput): Promise<void> {
  const { secret, password } = parseInput(inputSchema, input);
  const secretHash = hashOfSecret(secret);
  const link = await findLink(portalDatabase(), secretHash);
  if (link === null) throw new AppError("link_over");
  const { userId, kind } = link;
  await requireGoodPassword(portalDatabase(), password, link);
  const passwordHash = await hashPassword(password);
  const unlinked = await withPortalTransaction(async (tx) => {
    if (!(await takeLink(tx, secretHash))) throw new AppError("link_over");
    const sessions = await setPasswordHash(tx, userId, passwordHash);
    // The link is all that is known of who used it.
    const byLink = { ...ctx, actor: null };
    await recordAudit(tx, byLink, "password_set", { subject: userId, details: { link: kind, sessions } });
    return endIdentities(tx, byLink, userId);
  });
  tellChange(userId, "password");
  if (unlinked > 0) tellChange(userId, "provider_unlinked");
}
