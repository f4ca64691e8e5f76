import { z } from "zod";
import { holdReasons } from "#lib/domain/holds/hold.ts";

/** What is said about one hold, or about many that are pasted. */
export const holdSettings = {
  why: z.enum(holdReasons),
  note: z.string().trim().max(500).default(""),
  until: z.iso.date().nullable().default(null),
};
