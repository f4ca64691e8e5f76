import type { TenantId } from "#lib/domain/access/tenant-id.ts";
import type { ObligationsBehaviour } from "#lib/domain/outcome/obligations-behaviour.ts";
import type { RepeatBehaviour } from "#lib/domain/outcome/repeat-behaviour.ts";
import type { AdminTenantView, RetiredTenantView, TenantView } from "#lib/domain/views/tenant-view.ts";
import type { Transaction } from "../client.ts";
import { newId } from "../new-id.ts";

const viewColumns = {
  id: true,
  name: true,
  operation: true,
  server: true,
  country: true,
  currency: true,
  batchSize: true,
  timeZone: true,
} as const;

/** Null if there is no such tenant, or none of this user's; all are an admin's. */
export async function findReachableTenant(
  db: Transaction,
  tenantId: string,
  userId: string,
  isAdmin: boolean,
): Promise<{ readonly isRetired: boolean } | null> {
  const [found = null] = await db.$queryRaw<{ isRetired: boolean }[]>`
    SELECT t."isRetired" FROM tenants_of(${isAdmin ? null : userId}::uuid) t WHERE t.id = ${tenantId}::uuid`;
  return found;
}

/** The tenants of this user, by name, retired ones too; all are an admin's. */
export function selectReachableTenants(db: Transaction, userId: string, isAdmin: boolean): Promise<TenantView[]> {
  return db.$queryRaw<TenantView[]>`SELECT * FROM tenants_of(${isAdmin ? null : userId}::uuid) ORDER BY name`;
}

/** Settings of these tenants, by name; without the sealed token. */
export async function selectTenantSettings(db: Transaction, tenantIds: readonly string[]): Promise<AdminTenantView[]> {
  const tenants = await db.tenant.findMany({
    where: { id: { in: [...tenantIds] } },
    orderBy: { name: "asc" },
    select: {
      ...viewColumns,
      tokenLastFour: true,
      callsAtOnce: true,
      repeatBehaviour: true,
      obligations: true,
      retentionDays: true,
      retiredAt: true,
      masksDebtors: true,
      createdAt: true,
      updatedAt: true,
      _count: { select: { memberships: true, customFields: true, uploads: true } },
    },
  });
  return tenants.map(({ _count: counts, retiredAt, createdAt, updatedAt, ...tenant }) => ({
    ...tenant,
    members: counts.memberships,
    customFields: counts.customFields,
    uploads: counts.uploads,
    isRetired: retiredAt !== null,
    retiredAt: retiredAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  }));
}

/** Those of these tenants that are retired, by name, with the time since when. */
export async function selectRetired(db: Transaction, tenantIds: readonly string[]): Promise<RetiredTenantView[]> {
  const found = await db.tenant.findMany({
    where: { id: { in: [...tenantIds] }, retiredAt: { not: null } },
    orderBy: { name: "asc" },
    select: { id: true, name: true, retiredAt: true },
  });
  return found.flatMap(({ retiredAt, ...tenant }) =>
    retiredAt === null ? [] : [{ ...tenant, retiredAt: retiredAt.toISOString() }],
  );
}

/** Which of these tenants have debtors masked in lists. */
export async function selectMasking(db: Transaction, tenantIds: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await db.tenant.findMany({
    where: { id: { in: [...tenantIds] }, masksDebtors: true },
    select: { id: true },
  });
  return new Set(found.map(({ id }) => id));
}

/** What a call to the CRM needs, with the version that a claim must name. The token is still sealed. */
export function findTenantConnection(db: Transaction, tenantId: string) {
  return db.tenant.findFirst({
    where: { id: tenantId },
    select: {
      operation: true,
      server: true,
      tokenSealed: true,
      tokenKeyId: true,
      callsAtOnce: true,
      repeatBehaviour: true,
      obligations: true,
      connectionVersion: true,
      retiredAt: true,
    },
  });
}

/** Whether the connection still has the version that was read; false once an admin has changed any part of it. */
export async function isConnectionCurrent(
  db: Transaction,
  tenantId: string,
  connectionVersion: number,
): Promise<boolean> {
  return (await db.tenant.count({ where: { id: tenantId, connectionVersion } })) === 1;
}

/**
 * Locks the tenant's row until the transaction ends: whatever must happen one after the other for a tenant
 * starts with it. (NO KEY UPDATE: rows that refer to the tenant can be written meanwhile.)
 */
export async function lockTenant(tx: Transaction, tenantId: string): Promise<{ readonly isRetired: boolean }> {
  const [tenant] = await tx.$queryRaw<{ isRetired: boolean }[]>`
    SELECT "retiredAt" IS NOT NULL AS "isRetired" FROM "Tenant" WHERE id = ${tenantId}::uuid FOR NO KEY UPDATE`;
  return { isRetired: tenant?.isRetired ?? false };
}

/** Retires the tenant, or reopens it for null; false if it is so already. */
export async function updateRetired(tx: Transaction, tenantId: string, retiredAt: Date | null): Promise<boolean> {
  const { count } = await tx.tenant.updateMany({
    where: { id: tenantId, retiredAt: retiredAt === null ? { not: null } : null },
    data: { retiredAt },
  });
  return count === 1;
}

/** The tenant's present settings that an upload copies when staging begins. */
export function findTenantDefaults(db: Transaction, tenantId: string) {
  return db.tenant.findFirstOrThrow({
    where: { id: tenantId },
    select: { country: true, currency: true, batchSize: true },
  });
}

export interface TenantColumns {
  readonly name: string;
  readonly operation: string;
  readonly server: string;
  readonly batchSize: number;
  readonly callsAtOnce: number;
  readonly country: string;
  readonly currency: string;
  readonly repeatBehaviour: RepeatBehaviour;
  readonly obligations: ObligationsBehaviour;
  readonly timeZone: string;
  readonly retentionDays: number;
  readonly masksDebtors: boolean;
}

export interface SealedToken {
  readonly tokenSealed: Uint8Array<ArrayBuffer>;
  readonly tokenKeyId: string;
  readonly tokenLastFour: string;
}

/** The id is made before the row, because the token is sealed for it. */
export function newTenantId(): TenantId {
  return newId() as TenantId;
}

export async function insertTenant(db: Transaction, id: string, tenant: TenantColumns & SealedToken): Promise<void> {
  await db.tenant.create({ data: { id, ...tenant } });
}

/** The settings as they are, nothing of the token. */
export function findTenantSettings(db: Transaction, id: string): Promise<TenantColumns> {
  const names = [
    "name",
    "operation",
    "server",
    "batchSize",
    "callsAtOnce",
    "country",
    "currency",
    "repeatBehaviour",
    "obligations",
    "timeZone",
    "retentionDays",
    "masksDebtors",
  ] as const satisfies readonly (keyof TenantColumns)[];
  const select = Object.fromEntries(names.map((name) => [name, true])) as Record<(typeof names)[number], true>;
  return db.tenant.findFirstOrThrow({ where: { id }, select });
}

/** The names of those of these tenants that there are. */
export async function selectNamesOfTenants(db: Transaction, ids: readonly string[]): Promise<string[]> {
  const found = await db.$queryRaw<{ name: string }[]>`
    SELECT t.name FROM tenants_of(NULL) t WHERE t.id = ANY(${[...ids]}::uuid[]) ORDER BY t.name`;
  return found.map(({ name }) => name);
}

export async function updateTenant(
  db: Transaction,
  id: string,
  change: Partial<TenantColumns & SealedToken>,
): Promise<void> {
  await db.tenant.update({ where: { id }, data: change });
}

/** How many of these tenants exist, so that a membership of a missing one is refused before the database does. */
export async function countTenants(db: Transaction, ids: readonly string[]): Promise<number> {
  const [found] = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM tenants_of(NULL) t WHERE t.id = ANY(${[...ids]}::uuid[])`;
  return found?.count ?? 0;
}

/** Every tenant, for what the portal does by itself. */
export async function selectTenantIds(db: Transaction): Promise<TenantId[]> {
  return (await db.$queryRaw<{ id: TenantId }[]>`SELECT t.id FROM tenants_of(NULL) t ORDER BY t.id`).map(
    ({ id }) => id,
  );
}

/** The ids of the tenants with this name, operation or id. */
export async function findTenantsNamed(db: Transaction, name: string): Promise<TenantId[]> {
  const found = await db.$queryRaw<{ id: TenantId }[]>`
    SELECT t.id FROM tenants_of(NULL) t WHERE t.name = ${name} OR t.operation = ${name} OR t.id::text = ${name}`;
  return found.map(({ id }) => id);
}
