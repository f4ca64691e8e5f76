import { anyWidth, type RowWidth } from "./row-width.ts";
import type { SourceRow } from "./table.ts";

/**
 * A row with corrected cells; page and server both use this. A typed cell is text, whatever kind the file had there.
 * If a cell beyond the file's usual width is corrected, empty cells at the row's end beyond that width are removed.
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
