import { z } from "zod";
import { type Load, maxParts } from "./load.ts";

/** Apart from the rest: pages that show loads need no schema, which would bring all of zod. */
export const loadSchema: z.ZodType<Load> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("whole") }),
  z
    .strictObject({
      kind: z.literal("part"),
      number: z.number().int().min(1).max(maxParts),
      of: z.number().int().min(2).max(maxParts),
    })
    .refine(({ number, of }) => number <= of, { path: ["number"], error: "out_of_range" }),
  z.strictObject({ kind: z.literal("additions") }),
]);
