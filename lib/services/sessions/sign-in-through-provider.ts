import { z } from "zod";
import { portalDatabase, type Transaction, withPortalTransaction } from "#lib/database/client.ts";
import { findUserOfIdentity, findUserToLink, linkIdentity } from "#lib/database/users/provider-identities.ts";
import { findSessionUser, freshenSession, insertSession } from "#lib/database/users/sessions.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { Actor, Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { actorOf } from "./current-actor.ts";

/** What the OpenID Connect provider has said, signed, of who is at the browser. */
const inputSchema = z.object({
  issuer: z.string().min(1).max(500),
  subject: z.string().min(1).max(255),
  email: z.string().trim().toLowerCase().max(254).nullish(),
  isEmailVerified: z.boolean(),
  /** When it asked them who they are, in seconds; not every provider says. */
  authTime: z.number().nullish(),
});
export type SignInThroughProviderInput = z.input<typeof inputSchema>;
type Claims = z.output<typeof inputSchema>;

/**
 * Signs in whom the provider names, if an admin has invited them: by the identity that was linked to them or, the
 * first time, by the email that the provider has verified. Nobody is created. In a session that began like this, the
 * same user has only proven again who they are. Throws `credentials_wrong`, whatever the reason.
 */
export async function signInThroughProvider(ctx: Ctx, input: SignInThroughProviderInput): Promise<Actor> {
  const claims = parseInput(inputSchema, input);
  const answer = await withPortalTransaction(async (tx): Promise<Actor | Refused> => {
    const found = await findUser(tx, ctx, claims);
    if ("refusal" in found) return found;
    const provenAt = claims.authTime == null ? null : new Date(claims.authTime * 1_000);
    const isAgain = ctx.actor?.userId === found.id && ctx.actor.proof === "provider";
    const sessionId = isAgain && ctx.actor !== null ? ctx.actor.sessionId : await begin(tx, ctx, found, provenAt);
    if (isAgain) await freshenSession(tx, sessionId, provenAt);
    const user = await findSessionUser(tx, sessionId);
    if (user === null) throw new AppError("credentials_wrong");
    const actor = actorOf(user);
    const details = isAgain ? { details: { proof: "provider" } } : {};
    await recordAudit(tx, { ...ctx, actor }, isAgain ? "reauthenticated" : "signed_in", {
      subject: found.id,
      ...details,
    });
    return actor;
  });
  if (!("refusal" in answer)) return answer;
  const { refusal, userId } = answer;
  // Outside of the transaction, which the refusal ends. The entry names known accounts only.
  await recordAudit(portalDatabase(), { ...ctx, actor: null }, "provider_refused", {
    ...(userId === null ? {} : { subject: userId }),
    details: { refusal },
  });
  throw new AppError("credentials_wrong");
}

interface Refused {
  readonly refusal: "unknown" | "unverified" | "disabled" | "other_subject";
  readonly userId: string | null;
}
type FoundUser = NonNullable<Awaited<ReturnType<typeof findUserOfIdentity>>>;

async function findUser(tx: Transaction, ctx: Ctx, claims: Claims): Promise<FoundUser | Refused> {
  const known = await findUserOfIdentity(tx, claims);
  const user = known ?? (await linkedByEmail(tx, ctx, claims));
  return !("refusal" in user) && user.disabledAt !== null ? { refusal: "disabled", userId: user.id } : user;
}

async function linkedByEmail(tx: Transaction, ctx: Ctx, claims: Claims): Promise<FoundUser | Refused> {
  const { email, isEmailVerified, issuer } = claims;
  if (email == null || !isEmailVerified) return { refusal: "unverified", userId: null };
  const user = await findUserToLink(tx, email, issuer);
  if (user === null) return { refusal: "unknown", userId: null };
  // Whoever has the address now is not who had it when the account was linked.
  if (user.isLinked) return { refusal: "other_subject", userId: user.id };
  if (user.disabledAt !== null) return { refusal: "disabled", userId: user.id };
  await linkIdentity(tx, user.id, claims);
  await recordAudit(tx, { ...ctx, actor: null }, "provider_linked", { subject: user.id });
  return user;
}

async function begin(tx: Transaction, ctx: Ctx, user: FoundUser, provenAt: Date | null): Promise<string> {
  const { id: userId, passwordHash } = user;
  const place = { address: ctx.address, browser: ctx.browser ?? null };
  const sessionId = await insertSession(tx, { userId, passwordHash, ...place, isByProvider: true, provenAt });
  if (sessionId === null) throw new AppError("credentials_wrong");
  return sessionId;
}
