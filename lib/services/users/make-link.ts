import type { Transaction } from "#lib/database/client.ts";
import { putLink } from "#lib/database/users/access-links.ts";
import type { LinkKind } from "#lib/domain/access/link-kind.ts";
import { env } from "#lib/env.ts";
import { hashOfSecret, newLinkSecret } from "#lib/secrets/one-time-secret.ts";

/** How long a link works. Who resets a password waits for the mail; who is invited may be on leave. */
export const linkHours: Readonly<Record<LinkKind, number>> = { invitation: 72, reset: 1 };

/**
 * Makes a user's link for setting a password; the one before it is over. Only its hash is stored. The secret stands
 * after the `#`, which browsers send nowhere, so that no log has it.
 */
export async function makeLink(tx: Transaction, userId: string, kind: LinkKind): Promise<string> {
  const secret = newLinkSecret();
  await putLink(tx, { userId, kind, secretHash: hashOfSecret(secret), hours: linkHours[kind] });
  return `${env().NEXTAUTH_URL.replace(/\/$/, "")}/set-password#${secret}`;
}
