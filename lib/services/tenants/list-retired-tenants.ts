import { tenantsDatabase } from "#lib/database/client.ts";
import { selectRetired } from "#lib/database/tenants/tenants.ts";
import type { RetiredTenantView } from "#lib/domain/views/tenant-view.ts";
import { authoriseActor, retiredTenants } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The actor's retired tenants by name, also those they may not read any more: they are told why. */
export async function listRetiredTenants(ctx: Ctx, _input: Record<never, never> = {}): Promise<RetiredTenantView[]> {
  const tenantIds = await retiredTenants(authoriseActor(ctx, "uploads.read"));
  return selectRetired(tenantsDatabase(tenantIds), tenantIds);
}
