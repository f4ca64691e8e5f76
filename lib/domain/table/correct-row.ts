import type { SourceRow } from "./table.ts";

/** A row with some of its cells corrected. A typed cell is text, whatever the file had there; page and server both go by this. */
export function correctRow(
  source: SourceRow,
  corrections: Iterable<{ readonly column: number; readonly text: string }>,
): SourceRow {
  const cells = [...source.cells];
  const kinds = source.kinds === null ? null : [...source.kinds];
  for (const { column, text } of corrections) {
    while (cells.length <= column) {
      cells.push("");
      kinds?.push("t");
    }
    cells[column] = text;
    if (kinds !== null) kinds[column] = "t";
  }
  return { line: source.line, cells, kinds: kinds === null ? null : kinds.join("") };
}
