import { type Transaction, tenantDatabase, tenantsDatabase } from "#lib/database/client.ts";
import { selectMasking } from "#lib/database/tenants/tenants.ts";
import { maskFileNames } from "#lib/domain/masking/mask-file-name.ts";
import { openDebtorKey } from "#lib/secrets/debtor-key.ts";
import type { TenantId } from "../context.ts";

/** Whether lists of the tenant show its debtors masked. */
export async function masksDebtors(tenantId: TenantId, db: Transaction = tenantDatabase(tenantId)): Promise<boolean> {
  return (await selectMasking(db, [tenantId])).has(tenantId);
}

/** Those of these tenants whose lists do. */
export function maskingOf(tenantIds: readonly TenantId[]): Promise<ReadonlySet<string>> {
  return selectMasking(tenantsDatabase(tenantIds), tenantIds);
}

/** An answer with the names of files as lists of the tenant show them. */
export async function withShownNames<T>(tenantId: TenantId, answer: T, db?: Transaction): Promise<T> {
  return (await masksDebtors(tenantId, db)) ? maskFileNames(answer) : answer;
}

/** The same of a list whose items are of several tenants. */
export async function eachWithShownNames<T>(
  tenantIds: readonly TenantId[],
  items: readonly T[],
  tenantOf: (item: T) => string | null,
): Promise<T[]> {
  const masking = await maskingOf(tenantIds);
  return items.map((item) => (masking.has(tenantOf(item) ?? "") ? maskFileNames(item) : item));
}

/**
 * The identification after which a part of a masked list begins. Only sealed ones are taken, or a number could be found
 * by asking who comes after it. Anything else begins the list.
 */
export function openPageKey(after: string, tenantId: TenantId): string {
  return openDebtorKey(after, tenantId) ?? "";
}
