import { tenantsDatabase } from "#lib/database/client.ts";
import { selectTenantSettings } from "#lib/database/tenants/tenants.ts";
import type { AdminTenantView } from "#lib/domain/views/tenant-view.ts";
import { authoriseTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** Every tenant with its settings, by name. */
export async function listTenantSettings(ctx: Ctx, _input: Record<never, never> = {}): Promise<AdminTenantView[]> {
  const tenantIds = await authoriseTenants(ctx, "tenants.manage", undefined);
  return selectTenantSettings(tenantsDatabase(tenantIds), tenantIds);
}
