import { tenantDatabase } from "#lib/database/client.ts";
import { selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import type { CustomFieldView } from "#lib/domain/views/tenant-view.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";

/** The custom fields of a tenant that columns can be mapped to. */
export async function listCustomFields(ctx: Ctx, input: { tenantId: string }): Promise<CustomFieldView[]> {
  const tenantId = await authorise(ctx, "uploads.read", input.tenantId);
  return selectCustomFields(tenantDatabase(tenantId), tenantId);
}
