import type { IdentityView } from "#lib/domain/views/identity-view.ts";
import type { Transaction } from "../client.ts";

/** Somebody as an OpenID Connect provider names them, for ever: emails change hands. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

const userColumns = {
  id: true,
  email: true,
  passwordHash: true,
  disabledAt: true,
  secondFactor: { select: { confirmedAt: true } },
} as const;

export interface UserOfIdentity {
  readonly id: string;
  readonly email: string;
  readonly passwordHash: string | null;
  readonly disabledAt: Date | null;
  readonly hasSecondFactor: boolean;
}

/** The user whom this identity was linked to. */
export async function findUserOfIdentity(
  db: Transaction,
  { issuer, subject }: Identity,
): Promise<UserOfIdentity | null> {
  const found = await db.providerIdentity.findFirst({
    where: { issuer, subject },
    select: { user: { select: userColumns } },
  });
  return found && userOf(found.user);
}

/** The user with this email, and whether another identity of the issuer is linked to them. */
export async function findUserToLink(
  db: Transaction,
  email: string,
  issuer: string,
): Promise<(UserOfIdentity & { readonly isLinked: boolean }) | null> {
  const found = await db.user.findFirst({
    where: { email },
    select: { ...userColumns, identities: { where: { issuer }, select: { subject: true } } },
  });
  if (found === null) return null;
  const { identities, ...user } = found;
  return { ...userOf(user), isLinked: identities.length > 0 };
}

function userOf({
  secondFactor,
  ...user
}: Omit<UserOfIdentity, "hasSecondFactor"> & { secondFactor: { confirmedAt: Date | null } | null }): UserOfIdentity {
  return { ...user, hasSecondFactor: secondFactor !== null && secondFactor.confirmedAt !== null };
}

export async function linkIdentity(db: Transaction, userId: string, { issuer, subject }: Identity): Promise<void> {
  await db.providerIdentity.create({ data: { issuer, subject, userId } });
}

/** The identities that are linked to a user, the first one first. */
export async function selectIdentities(db: Transaction, userId: string): Promise<IdentityView[]> {
  const identities = await db.providerIdentity.findMany({ where: { userId }, orderBy: { linkedAt: "asc" } });
  return identities.map(identityView);
}

export function identityView({ issuer, subject, linkedAt }: Identity & { readonly linkedAt: Date }): IdentityView {
  return { issuer, subject, linkedAt: linkedAt.toISOString() };
}

/**
 * Ends a user's links, or the one with an issuer; returns what they were. Locks the user first: a sign-in at this moment
 * waits and then finds no link.
 */
export async function deleteIdentities(db: Transaction, userId: string, issuer?: string): Promise<Identity[]> {
  await db.$executeRaw`SELECT FROM "User" WHERE id = ${userId}::uuid FOR UPDATE`;
  return db.$queryRaw<Identity[]>`
    DELETE FROM "ProviderIdentity" WHERE "userId" = ${userId}::uuid AND (${issuer ?? null}::text IS NULL OR issuer = ${issuer ?? null}::text)
    RETURNING issuer, subject`;
}
