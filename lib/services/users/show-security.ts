import { portalDatabase } from "#lib/database/client.ts";
import { selectIdentities } from "#lib/database/users/provider-identities.ts";
import { countRecoveryCodes } from "#lib/database/users/second-factors.ts";
import { findUserToSignIn } from "#lib/database/users/users.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { SecurityView } from "#lib/domain/views/security-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { isSecondFactorRequired } from "../sessions/current-actor.ts";

/** How the actor signs in. */
export async function showSecurity(ctx: Ctx, _input: Record<never, never> = {}): Promise<SecurityView> {
  const { userId, email, role } = authoriseActor(ctx, "session.keep");
  const [user, recoveryCodes, identities] = await Promise.all([
    findUserToSignIn(portalDatabase(), email),
    countRecoveryCodes(portalDatabase(), userId),
    selectIdentities(portalDatabase(), userId),
  ]);
  if (user === null) throw new AppError("signed_out");
  return {
    hasPassword: user.passwordHash !== null,
    hasSecondFactor: user.hasSecondFactor,
    isRequired: isSecondFactorRequired(role),
    recoveryCodes,
    identities,
  };
}
