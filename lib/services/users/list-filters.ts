import { tenantDatabase } from "#lib/database/client.ts";
import { selectSavedFilters } from "#lib/database/users/saved-filters.ts";
import type { SavedFilterView } from "#lib/domain/views/saved-filter.ts";
import { authorise, authoriseActor } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The filters of the history that this user keeps for a tenant, by name. */
export async function listFilters(ctx: Ctx, input: { tenantId: string }): Promise<SavedFilterView[]> {
  const { userId } = authoriseActor(ctx, "account.manage");
  const tenantId = await authorise(ctx, "account.manage", input.tenantId);
  return selectSavedFilters(tenantDatabase(tenantId), { tenantId, userId });
}
