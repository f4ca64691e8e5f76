import { cookies } from "next/headers";
import { cache } from "react";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { listTenants } from "#lib/services/tenants/list-tenants.ts";
import { load } from "./load.ts";

/** The tenant chosen in the switcher. It grants nothing: it is only looked up among the user's own tenants. */
export const tenantCookie = "tenant";

/** The tenants of the signed-in user, by name. Once per request. */
export const myTenants = cache((): Promise<readonly TenantView[]> => load(listTenants, {}));

/** The tenant the user works for now: the one chosen last, else the first; null for a user without any. */
export async function currentTenant(): Promise<TenantView | null> {
  const [tenants, jar] = await Promise.all([myTenants(), cookies()]);
  const wish = jar.get(tenantCookie)?.value;
  return tenants.find((tenant) => tenant.id === wish) ?? tenants[0] ?? null;
}
