import type { SourceRow } from "./table.ts";

/** A row as it travels in chunks and stands in the database: one JSON line `[line, cells, kinds]`. */
export function sourceLine(row: SourceRow): string {
  return JSON.stringify([row.line, row.cells, row.kinds]);
}

const betweenCells = '","';

/**
 * The row of a line that sourceLine wrote: where nothing is escaped, every quote begins or ends a cell, and cutting at them takes a third
 * of the time of parsing. Of any other text the answer means nothing.
 */
export function readSourceLine(text: string): SourceRow | null {
  const open = text.indexOf(',["');
  if (open < 0 || text.includes("\\")) return parseSourceLine(text);
  const close = text.lastIndexOf('"],');
  return {
    line: Number(text.slice(1, open)),
    cells: text.slice(open + 3, close).split(betweenCells),
    kinds: text.endsWith(",null]") ? null : text.slice(close + 4, -2),
  };
}

/** The row of a line, or null when the line is nothing of the kind. Judged by hand: it is asked once a row. */
export function parseSourceLine(text: string): SourceRow | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  if (!Array.isArray(parsed) || parsed.length !== 3) return null;
  const [line, cells, kinds]: unknown[] = parsed;
  if (typeof line !== "number" || !Number.isSafeInteger(line) || line < 1 || line > 2_147_483_647) return null;
  if (!Array.isArray(cells) || !cells.every((cell) => typeof cell === "string")) return null;
  if (kinds !== null && (typeof kinds !== "string" || kinds.length !== cells.length || !/^[tndbe]*$/.test(kinds)))
    return null;
  return { line, cells, kinds };
}
