import { portalDatabase } from "#lib/database/client.ts";
import { selectReachableTenants } from "#lib/database/tenants/tenants.ts";
import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The tenants the actor may work for, by name. */
export async function listTenants(ctx: Ctx, _input: Record<never, never> = {}): Promise<TenantView[]> {
  const actor = authoriseActor(ctx, "uploads.read");
  return selectReachableTenants(portalDatabase(), actor.userId, actor.role === "admin");
}
