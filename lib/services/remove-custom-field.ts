import { withTransaction } from "#lib/database/client.ts";
import { deleteCustomField } from "#lib/database/custom-fields.ts";
import { isId } from "#lib/database/new-id.ts";
import { AppError } from "./app-error.ts";
import { authorise } from "./authorise.ts";
import type { Ctx } from "./context.ts";
import { recordAudit } from "./record-audit.ts";

/** Takes a declaration away. Declared again under the same label, it finds its columns in the remembered mappings. */
export async function removeCustomField(ctx: Ctx, input: { tenantId: string; customFieldId: string }): Promise<void> {
  const tenantId = await authorise(ctx, "tenants.manage", input.tenantId);
  const { customFieldId } = input;
  if (!isId(customFieldId)) throw new AppError("not_found");
  await withTransaction(async (tx) => {
    if (!(await deleteCustomField(tx, tenantId, customFieldId))) throw new AppError("not_found");
    await recordAudit(tx, ctx, "custom_field_removed", { tenantId, subject: customFieldId });
  });
}
