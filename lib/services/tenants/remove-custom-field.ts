import { withTransaction } from "#lib/database/client.ts";
import { isId } from "#lib/database/new-id.ts";
import { deleteCustomField, selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { recordAudit } from "../record-audit.ts";

/**
 * Removes a declaration. If it is declared again under the same label, remembered mappings map their columns
 * to it again.
 */
export async function removeCustomField(ctx: Ctx, input: { tenantId: string; customFieldId: string }): Promise<void> {
  const tenantId = await authorise(ctx, "tenants.manage", input.tenantId);
  const { customFieldId } = input;
  if (!isId(customFieldId)) throw new AppError("not_found");
  await withTransaction(tenantId, async (tx) => {
    const field = (await selectCustomFields(tx, tenantId)).find(({ id }) => id === customFieldId);
    if (field === undefined || !(await deleteCustomField(tx, tenantId, customFieldId))) throw new AppError("not_found");
    const details = { level: field.level, label: field.label, kind: field.kind };
    await recordAudit(tx, ctx, "custom_field_removed", { tenantId, subject: customFieldId, details });
  });
}
