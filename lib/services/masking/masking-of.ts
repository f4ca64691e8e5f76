import { tenantDatabase, tenantsDatabase } from "#lib/database/client.ts";
import { selectMasking } from "#lib/database/tenants/tenants.ts";
import { openDebtorKey } from "#lib/secrets/debtor-key.ts";
import type { TenantId } from "../context.ts";

/** Whether lists of the tenant show its debtors masked. */
export async function masksDebtors(tenantId: TenantId): Promise<boolean> {
  return (await selectMasking(tenantDatabase(tenantId), [tenantId])).has(tenantId);
}

/** Those of these tenants whose lists do. */
export function maskingOf(tenantIds: readonly TenantId[]): Promise<ReadonlySet<string>> {
  return selectMasking(tenantsDatabase(tenantIds), tenantIds);
}

/**
 * The identification after which a part of a masked list begins. Only sealed ones are taken, or a number could be found
 * by asking who comes after it. Anything else begins the list.
 */
export function openPageKey(after: string, tenantId: TenantId): string {
  return openDebtorKey(after, tenantId) ?? "";
}
