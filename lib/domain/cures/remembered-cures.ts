import { z } from "zod";
import { storable } from "../table/storable-text.ts";

/** How the cells of a reason were changed: as proposed, to one text, or to nothing. */
const cellChoiceSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("proposals") }),
  z.object({ kind: z.literal("value"), text: z.string().min(1).max(2_000).transform(storable) }),
  z.object({ kind: z.literal("empty") }),
]);
export type CellChoice = z.infer<typeof cellChoiceSchema>;

const rememberedCureSchema = z.object({
  code: z.string().min(1).max(60),
  field: z.string().min(1).max(300),
  choice: cellChoiceSchema,
});

/**
 * What was last done with the cells of each reason (issue code and field). The cells themselves are corrected by
 * edits; this is offered for the next file. A form that is not known here is dropped alone, never with the mapping.
 */
export const rememberedCuresSchema = z
  .object({ version: z.literal(1), of: z.array(rememberedCureSchema).max(500) })
  .optional()
  .catch(undefined);
export type RememberedCures = z.infer<typeof rememberedCuresSchema>;
