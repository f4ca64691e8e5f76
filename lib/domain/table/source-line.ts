import type { SourceRow } from "./table.ts";

/** A row as it is sent in chunks and stored in the database: one JSON line `[line, cells, kinds]`. */
export function sourceLine(row: SourceRow): string {
  return JSON.stringify([row.line, row.cells, row.kinds]);
}

const betweenCells = '","';

/**
 * Reads a line that `sourceLine` wrote; for any other text the result is meaningless. Without escapes every
 * quote begins or ends a cell, and splitting at the quotes takes a third of the time of parsing. Null: a line
 * with escapes that cannot be parsed.
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

/** The row of any line; null if it is no source line. Checked by hand, without a schema: it runs once a row. */
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
