import { z } from "zod";
import { declaredFigures, type TypedDeclared } from "./declared-totals.ts";

const count = z.number().int().min(0).max(2_147_483_647);
const line = z.number().int().min(1).max(2_147_483_647);

export const declaredSchema = z.strictObject({
  rows: count.optional(),
  debtors: count.optional(),
  obligations: count.optional(),
  /** As {@link declaredAmount}: a decimal with two places, or none if it is declared in whole units. */
  balance: z
    .string()
    .regex(/^-?\d{1,20}(\.\d{2})?$/)
    .optional(),
  /** ISO date. */
  cutOff: z.iso.date().optional(),
  /** The lines of the file where figures were read; one without a line was typed by a person. */
  where: z
    .strictObject({
      rows: line.optional(),
      debtors: line.optional(),
      obligations: line.optional(),
      balance: line.optional(),
      cutOff: line.optional(),
    })
    .default({}),
});
export type DeclaredTotals = z.infer<typeof declaredSchema>;

/** As stored: with the day that the file's days in arrears were compared with, null for none. */
export const storedDeclaredSchema = declaredSchema.extend({ fileCutOff: z.iso.date().nullable() });
export type StoredDeclared = z.infer<typeof storedDeclaredSchema>;

/** The figures read in the file with a person's over them. */
export function withTyped(read: DeclaredTotals, typed: TypedDeclared): DeclaredTotals {
  const where = { ...read.where };
  const figures: Record<string, unknown> = { ...read };
  for (const figure of declaredFigures) {
    const value = typed[figure];
    if (value === undefined || value === read[figure]) continue;
    delete where[figure];
    if (value === null) delete figures[figure];
    else figures[figure] = value;
  }
  return declaredSchema.parse({ ...figures, where });
}
