import { encode } from "uqr";
import { portalDatabase } from "#lib/database/client.ts";
import { keepUnproven } from "#lib/database/users/second-factors.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { FactorSetup } from "#lib/domain/views/security-view.ts";
import { sealSecret } from "#lib/secrets/seal-secret.ts";
import { newTotpSecret, totpAddress } from "#lib/secrets/totp.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** What the portal is called in authenticator apps. */
const issuer = "wolkvox upload portal";

/**
 * A new secret for the actor's authenticator app. It is asked for only once `confirmSecondFactor` has proven that the
 * app has it. Throws `conflict` if they have a second factor: it has to be removed first.
 */
export async function beginSecondFactor(ctx: Ctx, _input: Record<never, never> = {}): Promise<FactorSetup> {
  const { userId, email } = authoriseActor(ctx, "account.protect");
  const secret = newTotpSecret();
  if (!(await keepUnproven(portalDatabase(), userId, sealSecret(secret, userId)))) throw new AppError("conflict");
  // Four light modules around it, as the standard asks.
  const { data } = encode(totpAddress(secret, { issuer, account: email }), { border: 4 });
  return { secret, qr: data.map((row) => row.map((isDark) => (isDark ? "1" : "0")).join("")) };
}
