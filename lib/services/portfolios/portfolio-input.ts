import { z } from "zod";
import type { Transaction } from "#lib/database/client.ts";
import { selectCustomFields } from "#lib/database/tenants/custom-fields.ts";
import { AppError } from "#lib/domain/app-error.ts";
import { fieldsOf } from "#lib/domain/fields/catalogue.ts";
import { portfolioNameOf } from "#lib/domain/portfolio/portfolio-name.ts";
import { portfolioThresholdsSchema } from "#lib/domain/portfolio/portfolio-thresholds.ts";

/** A portfolio's name as a person types it. */
export const portfolioNameSchema = z.string().transform(portfolioNameOf).pipe(z.string().min(1).max(200));

const fieldIdSchema = z.string().min(1).max(200);
const textSchema = z.string().trim().min(1).max(200);

/** Each setting of a portfolio but its name. */
export const portfolioSettings = {
  creditor: textSchema.nullable(),
  expectedDays: z
    .array(z.number().int().min(1).max(7))
    .max(7)
    .transform((days) => [...new Set(days)].sort((a, b) => a - b)),
  expectedMinute: z.number().int().min(0).max(1_439).nullable(),
  volatileFields: z
    .array(fieldIdSchema)
    .max(200)
    .transform((ids) => [...new Set(ids)]),
  thresholds: z
    .record(z.string().regex(/^[A-Za-z_.]{1,100}$/), z.number().min(0).max(1_000_000_000))
    .superRefine((stored, { addIssue }) => {
      const { error } = portfolioThresholdsSchema.safeParse(stored);
      for (const { path, code: message } of error?.issues ?? []) addIssue({ code: "custom", path, message });
    }),
  defaults: z.record(fieldIdSchema, textSchema),
  closeOutBalance: z.boolean(),
  closeOutFieldId: fieldIdSchema.nullable(),
  closeOutValue: textSchema.nullable(),
  fullSendDays: z.number().int().min(1).max(365),
} as const;

/** The settings that an input has, without those it leaves out. */
export function givenOnly<T extends object>(settings: T): { [Key in keyof T]?: Exclude<T[Key], undefined> } {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined);
  // The cast only says what the filter did.
  return Object.fromEntries(given) as { [Key in keyof T]?: Exclude<T[Key], undefined> };
}

/** Throws `invalid` for a field that the tenant does not have. */
export async function requireFields(
  tx: Transaction,
  tenantId: string,
  given: {
    readonly volatileFields?: readonly string[] | undefined;
    readonly defaults?: Readonly<Record<string, string>> | undefined;
    readonly closeOutFieldId?: string | null | undefined;
  },
): Promise<void> {
  const known = new Set(fieldsOf(await selectCustomFields(tx, tenantId)).map(({ id }) => id));
  const named = {
    volatileFields: given.volatileFields ?? [],
    defaults: Object.keys(given.defaults ?? {}),
    closeOutFieldId: given.closeOutFieldId == null ? [] : [given.closeOutFieldId],
  };
  const fields = Object.entries(named).flatMap(([name, ids]) => (ids.every((id) => known.has(id)) ? [] : [name]));
  if (fields.length > 0) throw new AppError("invalid", { fields, problems: fields.map((name) => `${name}:unknown`) });
}
