import { anyWidth, type RowWidth } from "./row-width.ts";
import type { SourceRow } from "./table.ts";

/**
 * A row with some of its cells corrected. A typed cell is text, whatever the file had there; page and server both go by this. Cells beyond
 * the row's columns that were emptied are gone: the row has as many as the others.
 */
export function correctRow(
  source: SourceRow,
  corrections: Iterable<{ readonly column: number; readonly text: string }>,
  { least, most }: RowWidth = anyWidth,
): SourceRow {
  const cells = [...source.cells];
  const kinds = source.kinds === null ? null : [...source.kinds];
  let isShortened = false;
  for (const { column, text } of corrections) {
    if (column >= most) isShortened = true;
    while (cells.length <= column) {
      cells.push("");
      kinds?.push("t");
    }
    cells[column] = text;
    if (kinds !== null) kinds[column] = "t";
  }
  while (isShortened && cells.length > Math.max(least, most) && cells.at(-1) === "") {
    cells.pop();
    kinds?.pop();
  }
  return { line: source.line, cells, kinds: kinds === null ? null : kinds.join("") };
}
