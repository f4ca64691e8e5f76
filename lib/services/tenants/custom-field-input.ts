import { z } from "zod";
import { dateFormats } from "#lib/domain/fields/field.ts";

/** The label in the CRM, to the letter; refused is only what no label can contain. */
export const labelSchema = z
  .string()
  .min(1)
  .max(100)
  .refine((label) => label.trim() === label && !/\p{Cc}/u.test(label), "blanks_or_controls")
  .refine((label) => label !== "__proto__", "reserved");

export const kindSchema = z.enum(["text", "email", "telephone", "amount", "date", "days", "number", "list"]);
export const dateFormatSchema = z.enum(dateFormats);
export const allowedValuesSchema = z.array(z.string().trim().min(1).max(200)).max(1_000);
