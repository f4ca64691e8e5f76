import { cookies } from "next/headers";
import { cache } from "react";
import type { RetiredTenantView, TenantView } from "#lib/domain/views/tenant-view.ts";
import { listRetiredTenants } from "#lib/services/tenants/list-retired-tenants.ts";
import { listTenants } from "#lib/services/tenants/list-tenants.ts";
import { load } from "./load.ts";

/** The tenant chosen in the switcher. It grants nothing: it is only looked up among the user's own tenants. */
export const tenantCookie = "tenant";

/** The tenants that the signed-in user may see, by name. Once per request. */
export const myTenants = cache((): Promise<readonly TenantView[]> => load(listTenants, {}));

/** The user's retired tenants, also those they may not read. Once per request. */
export const myRetiredTenants = cache((): Promise<readonly RetiredTenantView[]> => load(listRetiredTenants, {}));

/** Those that are not retired: what is offered. */
export async function offeredTenants(): Promise<readonly TenantView[]> {
  return (await myTenants()).filter(({ isRetired }) => isRetired !== true);
}

/** Whether nothing can be loaded because all that the user has are retired tenants. */
export async function areAllRetired(): Promise<boolean> {
  return (await offeredTenants()).length === 0 && (await myRetiredTenants()).length > 0;
}

/** Those of which the user chooses one: retired ones only for who has no other. */
export async function choosableTenants(): Promise<readonly TenantView[]> {
  const offered = await offeredTenants();
  return offered.length === 0 ? myTenants() : offered;
}

/** The tenant the user works for now: the one chosen last, else the first; null for a user without any. */
export async function currentTenant(): Promise<TenantView | null> {
  const [tenants, jar] = await Promise.all([choosableTenants(), cookies()]);
  const wish = jar.get(tenantCookie)?.value;
  return tenants.find((tenant) => tenant.id === wish) ?? tenants[0] ?? null;
}
