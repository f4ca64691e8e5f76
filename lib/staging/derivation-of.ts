import { z } from "zod";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { dateFormats, type Field } from "#lib/domain/fields/field.ts";
import { mappingSchema } from "#lib/domain/mapping/mapping.ts";

/** A field as an upload stores it. */
const fieldSchema = z.object({
  id: z.string().min(1).max(300),
  level: z.enum(["debtor", "obligation"]),
  apiKey: z.string().min(1).max(200),
  kind: z.enum(["identification", "text", "email", "telephone", "amount", "date", "days", "number", "list"]),
  isRequired: z.boolean(),
  isCustom: z.boolean(),
  dateFormat: z.enum(dateFormats),
  allowedValues: z.array(z.string()),
}) satisfies z.ZodType<Field>;

interface DerivedUpload {
  readonly mapping: unknown;
  readonly fields: unknown;
  readonly country: string;
  readonly currency: string;
}

/** What an upload's rows are derived with. Stored when its staging began, so that later changes do not affect it. */
export function derivationOf(upload: DerivedUpload): DerivationContext {
  return {
    mapping: mappingSchema.parse(upload.mapping),
    fields: z.array(fieldSchema).parse(upload.fields),
    country: upload.country,
    currency: upload.currency,
  };
}
