import { z } from "zod";
import { storable } from "./storable-text.ts";

/** The most characters that a cell of a workbook can hold. */
export const maxCellCharacters = 32_767;

/** The most corrections in one upload: a million rows with one each. */
export const maxEdits = 1_000_000;

/** The greatest row number that the database's integers hold. */
const maxRow = 2_147_483_647;

/** A cell the user corrected. `row`: the table's row (0 = first of data); `text`: the cell's new text. */
export const cellEditSchema = z.object({
  row: z.number().int().min(0).max(maxRow),
  column: z.number().int().min(0).max(maxRow),
  text: z.string().max(maxCellCharacters).transform(storable),
});
export type CellEdit = z.infer<typeof cellEditSchema>;
