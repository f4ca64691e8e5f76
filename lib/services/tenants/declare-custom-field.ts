import { z } from "zod";
import { withTransaction } from "#lib/database/client.ts";
import { insertCustomField } from "#lib/database/tenants/custom-fields.ts";
import { isReservedLabel } from "#lib/domain/fields/catalogue.ts";
import { authorise } from "../authorise.ts";
import type { Ctx } from "../context.ts";
import { parseInput } from "../parse-input.ts";
import { recordAudit } from "../record-audit.ts";
import { refuseDuplicate } from "../refuse-duplicate.ts";
import { allowedValuesSchema, dateFormatSchema, kindSchema, labelSchema } from "./custom-field-input.ts";

const inputSchema = z
  .object({
    tenantId: z.string(),
    level: z.enum(["debtor", "obligation"]),
    label: labelSchema,
    kind: kindSchema,
    dateFormat: dateFormatSchema.default("YYYY-MM-DD"),
    allowedValues: allowedValuesSchema.default([]),
  })
  .refine((field) => !isReservedLabel(field.level, field.label), { path: ["label"], error: "taken" })
  .refine((field) => field.kind !== "list" || field.allowedValues.length > 0, {
    path: ["allowedValues"],
    error: "empty",
  });
export type DeclareCustomFieldInput = z.input<typeof inputSchema>;

/** Declares a field of the CRM that its API does not list, so that columns can be mapped to it. */
export async function declareCustomField(ctx: Ctx, input: DeclareCustomFieldInput): Promise<{ customFieldId: string }> {
  const tenantId = await authorise(ctx, "tenants.manage", input.tenantId);
  const { tenantId: _, ...declaration } = parseInput(inputSchema, input);
  return refuseDuplicate(() =>
    withTransaction(tenantId, async (tx) => {
      const customFieldId = await insertCustomField(tx, tenantId, declaration);
      const details = { level: declaration.level, label: declaration.label, kind: declaration.kind };
      await recordAudit(tx, ctx, "custom_field_declared", { tenantId, subject: customFieldId, details });
      return { customFieldId };
    }),
  );
}
