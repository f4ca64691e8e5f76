import type { FirstRows } from "../protocol/reading.ts";
import { readFirstRows } from "../read-first-rows.ts";
import { Refused } from "../refused.ts";

/** Of one cell. */
const maxCharacters = 80;

/** A file's first rows and columns, to be shown while it is read; null if the file cannot be read in part. */
export async function glimpseOf(file: File, rows: number, columns: number): Promise<FirstRows | null> {
  try {
    const grid = await readFirstRows(file, rows);
    if (grid === null) return null;
    const told = Array.from({ length: grid.rowCount }, (_, row) => {
      const { line, cells } = grid.sourceRow(row);
      return { line, cells: cells.slice(0, columns).map((text) => text.slice(0, maxCharacters)) };
    });
    return { rows: told };
  } catch (thrown) {
    // The reason is reported when the file is opened.
    if (thrown instanceof Refused) return null;
    throw thrown;
  }
}
