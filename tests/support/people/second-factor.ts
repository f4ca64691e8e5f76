import { withPortalTransaction } from "#lib/database/client.ts";
import { sealSecret } from "#lib/secrets/seal-secret.ts";
import { newTotpSecret, totpCode, totpStepAt } from "#lib/secrets/totp.ts";
import { makeRecoveryCodes } from "#lib/services/users/make-recovery-codes.ts";
import { ownerDatabase } from "#tests/support/database/owner-database.ts";
import { fromNow } from "#tests/support/from-now.ts";

export interface GivenFactor {
  readonly codes: readonly string[];
  /** The code of now, or of so many steps later. */
  code(later?: number): string;
}

/** Gives a user a second factor that no code was taken of yet, as setting it up does. */
export async function giveFactor(userId: string): Promise<GivenFactor> {
  const secret = newTotpSecret();
  const factor = { ...sealSecret(secret, userId), confirmedAt: fromNow(), lastStep: 0 };
  await ownerDatabase().secondFactor.upsert({ where: { userId }, create: { userId, ...factor }, update: factor });
  const codes = await withPortalTransaction((tx) => makeRecoveryCodes(tx, userId));
  return { codes, code: (later = 0) => totpCode(secret, totpStepAt(fromNow().getTime()) + later) };
}
