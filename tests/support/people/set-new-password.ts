import { withPortalTransaction } from "#lib/database/client.ts";
import type { LinkKind } from "#lib/domain/access/link-kind.ts";
import { makeLink } from "#lib/services/users/make-link.ts";
import { setPassword } from "#lib/services/users/set-password.ts";
import { signedOut } from "../factories.ts";

/** The secret of a new link for this user. */
export async function newSecret(userId: string, kind: LinkKind = "reset"): Promise<string> {
  const link = await withPortalTransaction((tx) => makeLink(tx, userId, kind));
  return new URL(link).hash.slice(1);
}

/** Gives a user another password, as their link does. */
export async function setNewPassword(userId: string, password: string): Promise<void> {
  await setPassword(signedOut, { secret: await newSecret(userId), password });
}
