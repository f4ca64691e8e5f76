import type { TenantView } from "#lib/domain/views/tenant-view.ts";
import { authoriseVisible } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The tenants the actor may see, by name; retired ones only who may read those. */
export async function listTenants(ctx: Ctx, _input: Record<never, never> = {}): Promise<TenantView[]> {
  return authoriseVisible(ctx, "uploads.read");
}
