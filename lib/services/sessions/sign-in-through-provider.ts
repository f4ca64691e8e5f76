import { z } from "zod";
import { portalDatabase, type Transaction, withPortalTransaction } from "#lib/database/client.ts";
import {
  findUserOfIdentity,
  findUserToLink,
  linkIdentity,
  type UserOfIdentity,
} from "#lib/database/users/provider-identities.ts";
import { findSessionUser, freshenSession, insertSession } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Actor, Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { tellChange } from "../users/tell-change.ts";
import { actorOf } from "./current-actor.ts";
import { proveCredentials } from "./prove-credentials.ts";
import { proveWithCode } from "./prove-with-code.ts";

const inputSchema = z.object({
  // What the OpenID Connect provider has said, signed, of who is at the browser.
  issuer: z.string().min(1).max(500),
  subject: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(254).nullish(),
  isEmailVerified: z.boolean(),
  /** When it said so, in seconds. */
  issuedAt: z.number(),
  /** When it asked them who they are, in seconds; not every provider says. */
  authTime: z.number().nullish(),
  /** It has asked for a second factor. */
  isFactorStated: z.boolean(),
  // What they have typed here, once they were asked for it.
  password: z.string().min(1).max(200).optional(),
  code: z.string().min(1).max(50).optional(),
});
export type SignInThroughProviderInput = z.input<typeof inputSchema>;
type Claims = z.output<typeof inputSchema>;

/** How far the provider's clock may be ahead of ours. */
const leewaySeconds = 60;

/**
 * Signs in whom the provider names, if an admin has invited them: by the identity that was linked to them or, the
 * first time, by the email that the provider has verified. Nobody is created. In a session that began like this, the
 * same user has only proven again who they are.
 *
 * Throws `reauthentication_needed {proof}` where the provider's word is not enough: an account that has a password is
 * linked with it, and with a code where it has a second factor; later a code is asked for unless the provider says that
 * it asked for its own. The call is then made again with what was typed, and refuses that as signing in does. Throws
 * `credentials_wrong` for everything else, whatever the reason.
 */
export async function signInThroughProvider(ctx: Ctx, input: SignInThroughProviderInput): Promise<Actor> {
  const claims = parseInput(inputSchema, input);
  const found = await findUser(portalDatabase(), claims);
  if ("refusal" in found) return refuse(ctx, claims, found);
  const { issuer, subject } = claims;
  const about = { subject: found.id, details: { issuer, providerSubject: subject } };
  const provenAt = claims.authTime == null ? null : new Date(claims.authTime * 1_000);
  if (await isAgain(ctx, claims, found))
    return withPortalTransaction(async (tx) => {
      const { sessionId } = ctx.actor ?? {};
      if (sessionId === undefined) throw new AppError("credentials_wrong");
      await freshenSession(tx, sessionId, provenAt);
      await recordAudit(tx, ctx, "reauthenticated", {
        ...about,
        details: { proof: "provider", ...about.details },
      });
      return actorIn(tx, sessionId);
    });
  const isProvenHere = await proveHere(ctx, claims, found);
  const actor = await withPortalTransaction(async (tx) => {
    // Locks the user, so that nothing ends the link or changes the password meanwhile.
    const sessionId = await insertSession(tx, {
      userId: found.id,
      passwordHash: found.passwordHash,
      address: ctx.address,
      browser: ctx.browser ?? null,
      isByProvider: true,
      isFactorStated: claims.isFactorStated,
      ...(isProvenHere ? {} : { provenAt }),
    });
    if (sessionId === null) throw new AppError("credentials_wrong");
    if (found.isLinked) {
      if ((await findUserOfIdentity(tx, claims))?.id !== found.id) throw new AppError("credentials_wrong");
    } else {
      await linkIdentity(tx, found.id, claims);
      await recordAudit(tx, { ...ctx, actor: null }, "provider_linked", about);
    }
    const begun = await actorIn(tx, sessionId);
    await recordAudit(tx, { ...ctx, actor: begun }, "signed_in", about);
    return begun;
  });
  if (!found.isLinked) tellChange(found.id, "provider_linked");
  return actor;
}

interface Refused {
  readonly refusal: "unknown" | "unverified" | "disabled" | "other_subject" | "of_the_future";
  readonly userId: string | null;
}
type FoundUser = UserOfIdentity & { readonly isLinked: boolean };

async function findUser(db: Transaction, claims: Claims): Promise<FoundUser | Refused> {
  const latest = Date.now() / 1_000 + leewaySeconds;
  if (claims.issuedAt > latest || (claims.authTime ?? 0) > latest) return { refusal: "of_the_future", userId: null };
  const known = await findUserOfIdentity(db, claims);
  const user = known === null ? await findByEmail(db, claims) : { ...known, isLinked: true };
  return !("refusal" in user) && user.disabledAt !== null ? { refusal: "disabled", userId: user.id } : user;
}

async function findByEmail(db: Transaction, { email, isEmailVerified, issuer }: Claims): Promise<FoundUser | Refused> {
  if (email == null || !isEmailVerified) return { refusal: "unverified", userId: null };
  const user = await findUserToLink(db, email, issuer);
  if (user === null) return { refusal: "unknown", userId: null };
  // Whoever has the address now is not who had it when the account was linked.
  return user.isLinked ? { refusal: "other_subject", userId: user.id } : user;
}

async function refuse(ctx: Ctx, { issuer, subject }: Claims, { refusal, userId }: Refused): Promise<never> {
  await recordAudit(portalDatabase(), { ...ctx, actor: null }, "provider_refused", {
    ...(userId === null ? {} : { subject: userId }),
    details: { refusal, issuer, providerSubject: subject },
  });
  throw new AppError("credentials_wrong");
}

/** Whether the answer is a proof in a session of this user's: never one that says less than began it. */
async function isAgain({ actor }: Ctx, { isFactorStated }: Claims, user: FoundUser): Promise<boolean> {
  if (actor?.proof !== "provider" || actor.userId !== user.id || !user.isLinked) return false;
  return isFactorStated || (await findSessionUser(portalDatabase(), actor.sessionId))?.isFactorStated === false;
}

/** Takes password and code where the provider's word is not enough. Returns whether anything was asked for. */
async function proveHere(ctx: Ctx, claims: Claims, user: FoundUser): Promise<boolean> {
  const { password, code } = claims;
  const { id: userId, email } = user;
  if (!user.isLinked && user.passwordHash !== null) {
    if (password === undefined) throw new AppError("reauthentication_needed", { proof: "password" });
    await proveCredentials(ctx, { email, password, code });
    return true;
  }
  if (!user.hasSecondFactor || (user.isLinked && claims.isFactorStated)) return false;
  if (code === undefined) throw new AppError("reauthentication_needed", { proof: "code" });
  await proveWithCode(ctx, { userId, email }, code);
  return true;
}

async function actorIn(tx: Transaction, sessionId: string): Promise<Actor> {
  const user = await findSessionUser(tx, sessionId);
  if (user === null) throw new AppError("credentials_wrong");
  return actorOf(user);
}
