import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { selectCustomFields, updateCustomField } from "#lib/database/tenants/custom-fields.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { isReservedLabel } from "#lib/domain/fields/catalogue.ts";
import { authorise } from "../authorise.ts";
import { changedSettings } from "../changed-settings.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { allowedValuesSchema, dateFormatSchema, kindSchema, labelSchema } from "./custom-field-input.ts";

const inputSchema = z.object({
  tenantId: z.string(),
  customFieldId: z.string(),
  label: labelSchema.optional(),
  kind: kindSchema.optional(),
  dateFormat: dateFormatSchema.optional(),
  allowedValues: allowedValuesSchema.optional(),
});
export type EditCustomFieldInput = z.input<typeof inputSchema>;

/**
 * Changes a declaration; omitted properties stay. Uploads that are already staged keep the fields they were
 * staged with.
 */
export async function editCustomField(ctx: Ctx, input: EditCustomFieldInput): Promise<void> {
  const tenantId = await authorise(ctx, "tenants.manage", input.tenantId);
  const { tenantId: _, customFieldId, ...given } = parseInput(inputSchema, input);
  const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  await refuseDuplicate(() =>
    withTransaction(tenantId, async (tx) => {
      const before = (await selectCustomFields(tx, tenantId)).find((field) => field.id === customFieldId);
      if (before === undefined) throw new AppError("not_found");
      const after = { ...before, ...change };
      if (isReservedLabel(after.level, after.label))
        throw new AppError("invalid", { fields: ["label"], problems: ["label:taken"] });
      if (after.kind === "list" && after.allowedValues.length === 0) {
        throw new AppError("invalid", { fields: ["allowedValues"], problems: ["allowedValues:empty"] });
      }
      await updateCustomField(tx, tenantId, customFieldId, change);
      const details = { level: after.level, label: after.label, ...changedSettings(before, change) };
      await recordAudit(tx, ctx, "custom_field_edited", { tenantId, subject: customFieldId, details });
    }),
  );
}
