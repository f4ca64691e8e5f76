import type { Role } from "#lib/domain/access/permission.ts";
import type { UserView } from "#lib/domain/access/views.ts";
import type { Transaction } from "./client.ts";
import { newId } from "./new-id.ts";

const actorColumns = { id: true, email: true, name: true, role: true, locale: true, sessionVersion: true } as const;

/** The user who may sign in with this address (lower case), with the hash to check. */
export function findUserToSignIn(db: Transaction, email: string) {
  return db.user.findFirst({ where: { email, disabledAt: null }, select: { ...actorColumns, passwordHash: true } });
}

/** The user of a session that is still good: not disabled, and nothing changed that ends sessions. */
export function findSessionUser(db: Transaction, userId: string, sessionVersion: number) {
  return db.user.findFirst({ where: { id: userId, sessionVersion, disabledAt: null }, select: actorColumns });
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash: string;
  readonly tenantIds: readonly string[];
}

export async function insertUser(db: Transaction, user: NewUser): Promise<string> {
  const id = newId();
  const { tenantIds, ...columns } = user;
  await db.user.create({
    data: { id, ...columns, memberships: { create: tenantIds.map((tenantId) => ({ tenantId })) } },
  });
  return id;
}

export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: Role | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
  readonly tenantIds?: readonly string[] | undefined;
}

/** Changes a user. Role, password and disabling end every session of theirs; false when there is no such user. */
export async function updateUser(db: Transaction, userId: string, change: UserChange): Promise<boolean> {
  const before = await db.user.findUnique({ where: { id: userId }, select: { role: true, disabledAt: true } });
  if (before === null) return false;
  const isRoleMoved = change.role !== undefined && change.role !== before.role;
  const isNewlyDisabled = change.isDisabled === true && before.disabledAt === null;
  await db.user.update({
    where: { id: userId },
    data: {
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.passwordHash === undefined ? {} : { passwordHash: change.passwordHash }),
      ...(change.isDisabled === false ? { disabledAt: null } : isNewlyDisabled ? { disabledAt: new Date() } : {}),
      ...(isRoleMoved || isNewlyDisabled || change.passwordHash !== undefined
        ? { sessionVersion: { increment: 1 } }
        : {}),
      ...(change.tenantIds === undefined
        ? {}
        : { memberships: { deleteMany: {}, create: change.tenantIds.map((tenantId) => ({ tenantId })) } }),
    },
  });
  return true;
}

/** Whether anybody but this user could still administer the portal. Locks the admins, so two cannot remove each other at once. */
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
      ...actorColumns,
      disabledAt: true,
      createdAt: true,
      memberships: { select: { tenant: { select: { id: true, name: true } } }, orderBy: { tenant: { name: "asc" } } },
    },
  });
  return users.map((user) => ({
    id: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    locale: user.locale,
    isDisabled: user.disabledAt !== null,
    tenants: user.memberships.map((membership) => membership.tenant),
    createdAt: user.createdAt.toISOString(),
  }));
}
