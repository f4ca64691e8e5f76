import { z } from "zod";
import { isReason } from "#lib/domain/portfolio/written-reason.ts";
import { storable } from "#lib/domain/table/storable-text.ts";

/** A person's words for what would be refused without them. */
export const reasonSchema = z
  .string()
  .transform((text) => storable(text).trim())
  .refine(isReason, { error: "no_reason" });
