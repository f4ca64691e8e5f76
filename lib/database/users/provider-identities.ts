import type { Transaction } from "../client.ts";

/** Somebody as an OpenID Connect provider names them, for ever: emails change hands. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

const userColumns = { id: true, email: true, passwordHash: true, disabledAt: true } as const;

/** The user whom this identity was linked to. */
export async function findUserOfIdentity(db: Transaction, { issuer, subject }: Identity) {
  const found = await db.providerIdentity.findFirst({
    where: { issuer, subject },
    select: { user: { select: userColumns } },
  });
  return found?.user ?? null;
}

/** The user with this email, and whether another identity of the issuer is linked to them. */
export async function findUserToLink(db: Transaction, email: string, issuer: string) {
  const found = await db.user.findFirst({
    where: { email },
    select: { ...userColumns, identities: { where: { issuer }, select: { subject: true } } },
  });
  if (found === null) return null;
  const { identities, ...user } = found;
  return { ...user, isLinked: identities.length > 0 };
}

export async function linkIdentity(db: Transaction, userId: string, { issuer, subject }: Identity): Promise<void> {
  await db.providerIdentity.create({ data: { issuer, subject, userId } });
}
