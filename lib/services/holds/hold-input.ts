import { z } from "zod";
import type { HoldColumns } from "#lib/database/holds/holds.ts";
import { cleanIdentification, documentTypeOf } from "#lib/domain/cleaning/identification.ts";
import { holdKey, holdReasons } from "#lib/domain/holds/hold.ts";

/** What is said about one hold, or about many that are pasted. */
export const holdSettings = {
  why: z.enum(holdReasons),
  note: z.string().trim().max(500).default(""),
  until: z.iso.date().nullable().default(null),
};

/** Documents whose numbers may have letters. In a file the type has a column of its own; here people type it before the number. */
const typeBeforeLetters = /^(c\.?\s?e|p\.?\s?[ap]|p\.?\s?p\.?\s?t|pep|pasaporte|passport)\.?\s*[:#]?\s+(?=\p{L})/iu;

/** The identification of a text that a person types or pastes ("CC 1.234.567"); null if it cannot be read. */
export function readIdentification(text: string): Pick<HoldColumns, "identification" | "key" | "documentType"> | null {
  const identification = cleanIdentification(text.replace(typeBeforeLetters, ""), "text", () => undefined);
  return identification === ""
    ? null
    : { identification, key: holdKey(identification), documentType: documentTypeOf(text) };
}
