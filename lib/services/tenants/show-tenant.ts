import { tenantsDatabase } from "#lib/database/client.ts";
import { selectTenantSettings } from "#lib/database/tenants/tenants.ts";
import { AppError } from "#lib/domain/app-error.ts";
import type { AdminTenantView } from "#lib/domain/views/tenant-view.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** One tenant's settings, with only the last four characters of its token. */
export async function showTenant(ctx: Ctx, input: { tenantId: string }): Promise<AdminTenantView> {
  const tenantId = await authorise(ctx, "tenants.manage", input.tenantId);
  const [tenant] = await selectTenantSettings(tenantsDatabase([tenantId]), [tenantId]);
  if (tenant === undefined) throw new AppError("not_found");
  return tenant;
}
