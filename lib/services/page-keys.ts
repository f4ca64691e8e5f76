import { z } from "zod";

/** The valid values of `after` for each kind of list: the `next` of the page before. */
export const pageKeys = {
  id: z.uuid(),
  /** A debtor's. "" comes before all. */
  identification: z.string().max(1_200),
  row: z.coerce.number().int().min(-1).max(2_147_483_647),
  /** "2026-11-24T08:00:00.000Z_<id>". */
  upload: z
    .string()
    .max(100)
    .transform((text) => text.split("_"))
    .pipe(z.tuple([z.iso.datetime().transform((text) => new Date(text)), z.uuid()])),
};

/** Whether a key, from a URL that anybody may have typed, is valid for such a list. */
export function isPageKey(list: keyof typeof pageKeys, key: string): boolean {
  return pageKeys[list].safeParse(key).success;
}
