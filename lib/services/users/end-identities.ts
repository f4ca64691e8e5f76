import type { Transaction } from "#lib/database/client.ts";
import { deleteIdentities } from "#lib/database/users/provider-identities.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";

/** Ends a user's links with providers, or the one with an issuer, with an entry for each. Returns how many. */
export async function endIdentities(tx: Transaction, ctx: Ctx, userId: string, issuer?: string): Promise<number> {
  const ended = await deleteIdentities(tx, userId, issuer);
  for (const { issuer, subject } of ended)
    await recordAudit(tx, ctx, "provider_unlinked", { subject: userId, details: { issuer, providerSubject: subject } });
  return ended.length;
}
