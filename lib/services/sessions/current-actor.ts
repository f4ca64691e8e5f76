import { portalDatabase } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { findSessionUser, type SessionUser } from "#lib/database/users/sessions.ts";
import type { Role } from "#lib/domain/access/permission.ts";
import { type Env, envOf } from "#lib/env.ts";
import type { Actor, Ctx } from "../context.ts";

/**
 * The user of a session, read anew at each request; null if the session is over: ended, idle for too long or
 * past its hours, or its user is gone or disabled.
 */
export async function currentActor(sessionId: unknown): Promise<Actor | null> {
  const user = isId(sessionId) ? await findSessionUser(portalDatabase(), sessionId) : null;
  return user && actorOf(user);
}

/** Who a session's user is to the use cases. */
export function actorOf({ isByProvider, isFactorStated, hasSecondFactor, ...user }: SessionUser): Actor {
  const isOursAsked = hasSecondFactor && !isFactorStated;
  return {
    ...user,
    proof: isOursAsked ? "code" : isByProvider ? "provider" : "password",
    lacksSecondFactor: !hasSecondFactor && !isFactorStated && isSecondFactorRequired(user.role),
  };
}

let required: Env["REQUIRE_TOTP"] | undefined;

/** Whether the settings require a second factor of this role. */
export function isSecondFactorRequired(role: Role): boolean {
  required ??= envOf("REQUIRE_TOTP").REQUIRE_TOTP;
  return required === "all" || (required === "admins" && role === "admin");
}

/** The same context with its actor read again, for work that outlives a request. */
export async function renewed(ctx: Ctx): Promise<Ctx> {
  return { ...ctx, actor: ctx.actor && (await currentActor(ctx.actor.sessionId)) };
}
