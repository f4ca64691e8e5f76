import type { Role } from "#lib/domain/access/permission.ts";
import type { UserView } from "#lib/domain/views/user-view.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";
import { identityView } from "./provider-identities.ts";
import { deleteSessionsOf } from "./sessions.ts";

const userColumns = { id: true, email: true, name: true, role: true, locale: true } as const;

/** The user with this email (lower case), with the hash to verify. Whoever has `disabledAt` may not sign in. */
export async function findUserToSignIn(db: Transaction, email: string) {
  const found = await db.user.findFirst({
    where: { email },
    select: { ...userColumns, passwordHash: true, disabledAt: true, secondFactor: { select: { confirmedAt: true } } },
  });
  if (found === null) return null;
  const { secondFactor, ...user } = found;
  return { ...user, hasSecondFactor: secondFactor !== null && secondFactor.confirmedAt !== null };
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  /** Null: they set a password with their invitation. */
  readonly passwordHash: string | null;
  readonly tenantIds: readonly string[];
}

export async function insertUser(db: Transaction, user: NewUser): Promise<string> {
  const id = newId();
  const { tenantIds, ...columns } = user;
  await db.user.create({ data: { id, ...columns } });
  await setTenantsOf(db, id, tenantIds);
  return id;
}

export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly tenantIds?: readonly string[] | undefined;
}

/**
 * Changes a user; returns how many sessions that ended, null if there is no such user. A new role or set
 * of tenants ends all of the user's sessions, and so does disabling.
 */
export async function updateUser(db: Transaction, userId: string, change: UserChange): Promise<number | null> {
  const before = await db.user.findFirst({
    where: { id: userId },
    select: { role: true, disabledAt: true },
  });
  if (before === null) return null;
  const tenants = await selectTenantsOf(db, [userId]);
  const isNewlyDisabled = change.isDisabled === true && before.disabledAt === null;
  const endsSessions =
    isNewlyDisabled ||
    (change.role !== undefined && change.role !== before.role) ||
    (change.tenantIds !== undefined && !isSameSet(change.tenantIds, tenants));
  await db.user.update({
    where: { id: userId },
    data: {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.isDisabled === false ? { disabledAt: null } : isNewlyDisabled ? { disabledAt: new Date() } : {}),
    },
  });
  if (change.tenantIds !== undefined) await setTenantsOf(db, userId, change.tenantIds);
  // Only now, with the user's row locked by the update: a sign-in at this moment waits and then finds the change.
  return endsSessions ? deleteSessionsOf(db, userId) : 0;
}

/** What {@link updateUser} may change, as it is. */
export async function findUserSettings(db: Transaction, userId: string) {
  const user = await db.user.findFirst({ where: { id: userId }, select: { name: true, role: true, disabledAt: true } });
  if (user === null) return null;
  const { disabledAt, ...rest } = user;
  const tenantIds = (await selectTenantsOf(db, [userId])).map(({ id }) => id);
  return { ...rest, isDisabled: disabledAt !== null, tenantIds };
}

/**
 * Changes a user's password. Their other sessions and links end: whoever had the old one has nothing any more. Returns
 * how many sessions that were.
 */
export async function setPasswordHash(
  db: Transaction,
  userId: string,
  passwordHash: string,
  keptSessionId?: string,
): Promise<number> {
  await db.user.update({ where: { id: userId }, data: { passwordHash } });
  await db.accessLink.deleteMany({ where: { userId } });
  return deleteSessionsOf(db, userId, keptSessionId);
}

/** The user that a link would be for. */
export async function findUserForLink(db: Transaction, where: { id: string } | { email: string }) {
  const user = await db.user.findFirst({ where, select: { ...userColumns, passwordHash: true, disabledAt: true } });
  if (user === null) return null;
  const { passwordHash, disabledAt, ...rest } = user;
  return { ...rest, hasPassword: passwordHash !== null, isDisabled: disabledAt !== null };
}

/** The names of a user's tenants. */
export async function selectTenantNames(db: Transaction, userId: string): Promise<string[]> {
  const tenants = await db.$queryRaw<
    { name: string; operation: string }[]
  >`SELECT name, operation FROM tenants_of(${userId}::uuid)`;
  return tenants.flatMap(({ name, operation }) => [name, operation]);
}

function isSameSet(tenantIds: readonly string[], before: readonly { readonly id: string }[]): boolean {
  const now = new Set(tenantIds);
  return now.size === before.length && before.every(({ id }) => now.has(id));
}

async function setTenantsOf(db: Transaction, userId: string, tenantIds: readonly string[]): Promise<void> {
  await db.$executeRaw`SELECT set_memberships(${userId}::uuid, ${[...tenantIds]}::uuid[])`;
}

type Membership = UserView["tenants"][number] & { readonly userId: string };

/** By name; null: of every user. */
function selectTenantsOf(db: Transaction, userIds: readonly string[] | null): Promise<Membership[]> {
  return db.$queryRaw<Membership[]>`SELECT * FROM memberships_of(${userIds === null ? null : [...userIds]}::uuid[])`;
}

/**
 * Whether anybody but this user could still administer the portal. Locks the admins, so that two cannot
 * remove each other at once.
 */
export async function isAnotherAdminLeft(db: Transaction, userId: string): Promise<boolean> {
  const admins = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM "User" WHERE role = 'admin' AND "disabledAt" IS NULL ORDER BY id FOR UPDATE`;
  return admins.some((admin) => admin.id !== userId);
}

export async function setLocale(db: Transaction, userId: string, locale: string): Promise<void> {
  await db.user.updateMany({ where: { id: userId }, data: { locale } });
}

export async function selectUsers(db: Transaction): Promise<UserView[]> {
  const users = await db.user.findMany({
    orderBy: [{ disabledAt: { sort: "asc", nulls: "first" } }, { name: "asc" }],
    select: {
      ...userColumns,
      passwordHash: true,
      disabledAt: true,
      createdAt: true,
      secondFactor: { select: { confirmedAt: true } },
      identities: { orderBy: { linkedAt: "asc" } },
    },
  });
  const tenants = Map.groupBy(await selectTenantsOf(db, null), ({ userId }) => userId);
  return users.map((user) => ({
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    locale: user.locale,
    isDisabled: user.disabledAt !== null,
    hasSignedUp: user.passwordHash !== null || user.identities.length > 0,
    hasPassword: user.passwordHash !== null,
    hasSecondFactor: user.secondFactor !== null && user.secondFactor.confirmedAt !== null,
    identities: user.identities.map(identityView),
    tenants: (tenants.get(user.id) ?? []).map(({ id, name }) => ({ id, name })),
    createdAt: user.createdAt.toISOString(),
  }));
}
