/** Rows of a text with unbalanced quotes. */
export interface LenientRows {
  readonly rows: readonly string[][];
  /** Where the first incomplete row begins. */
  readonly cursor: number;
  /** Indexes into `rows` of the rows with a quote that opens a cell and is never closed. */
  readonly unbalanced: readonly number[];
}

/** With fewer cells a text with line breaks and delimiters may look like rows by chance. */
const fewestCells = 6;

/**
 * The cell that has swallowed rows below its own, or -1. Two stray quotes leave the rest of one row and the
 * beginning of another between them: without quotes, each of the lines is a whole row with something in it.
 */
export function swallowingCell(cells: readonly string[], delimiter: string): number {
  const cell = cells.findIndex((text) => text.includes("\n") && text.includes(delimiter));
  // A delimiter in another cell shows that whoever wrote the row quotes what has to be.
  const isOther = (text: string, at: number): boolean => at !== cell && text.includes(delimiter);
  if (cell < 0 || cells.length < fewestCells || cells.some(isOther)) return -1;
  const lines = cells.join(delimiter).split("\n");
  const isRow = (line: string): boolean => {
    const parts = line.split(delimiter);
    return parts.length === cells.length && parts.filter((part) => part.trim() !== "").length * 2 >= parts.length;
  };
  return lines.every(isRow) ? cell : -1;
}

/**
 * Splits text with unpaired quotes. A quote that opens a cell must be closed right before a delimiter, a line
 * break or the end. If the next quote is elsewhere, the opening quote is text and the cell ends at its
 * delimiter as if there were no quotes. So a stray quote costs one cell and never swallows the rows below; nor do
 * two of them (swallowingCell).
 * With `isLast` false the last row is left for later, because more text may follow.
 */
export function splitLeniently(text: string, delimiter: string, isLast: boolean): LenientRows {
  const rows: string[][] = [];
  const unbalanced: number[] = [];
  let rowStart = 0;
  let row: string[] = [];
  let isUnbalanced = false;
  let at = 0;
  /** Where the cells of the row begin, and opening quotes that turned out to be text. */
  let starts: number[] = [];
  const strays = new Set<number>();
  while (at < text.length || (isLast && row.length > 0)) {
    const isQuoted = text[at] === '"';
    const quoted = !isQuoted ? null : strays.has(at) ? "unbalanced" : readQuoted(text, at, delimiter, isLast);
    if (quoted === "open") break;
    if (quoted === "unbalanced") isUnbalanced = true;
    const cell = quoted === null || quoted === "unbalanced" ? readPlain(text, at, delimiter) : quoted;
    row.push(cell.text);
    starts.push(at);
    at = cell.end;
    if (at >= text.length && !isLast) break;
    if (at < text.length && text[at] !== "\n") {
      at += delimiter.length;
      continue;
    }
    const stray = starts[swallowingCell(row, delimiter)];
    if (stray === undefined) {
      at++;
      if (isUnbalanced) unbalanced.push(rows.length);
      rows.push(row);
      rowStart = at;
    } else {
      // Its opening quote is text: the row is split once more.
      strays.add(stray);
      at = rowStart;
    }
    row = [];
    starts = [];
    isUnbalanced = false;
  }
  return { rows, cursor: Math.min(rowStart, text.length), unbalanced };
}

interface Cell {
  readonly text: string;
  readonly end: number;
}

function readPlain(text: string, at: number, delimiter: string): Cell {
  const lineBreak = text.indexOf("\n", at);
  const lineEnd = lineBreak < 0 ? text.length : lineBreak;
  const next = text.indexOf(delimiter, at);
  const end = next < 0 || next > lineEnd ? lineEnd : next;
  return { text: text.slice(at, end), end };
}

function readQuoted(text: string, at: number, delimiter: string, isLast: boolean): Cell | "open" | "unbalanced" {
  for (let quote = text.indexOf('"', at + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    if (text[quote + 1] === '"') {
      quote++;
      continue;
    }
    let after = quote + 1;
    while (text[after] === " " && !delimiter.startsWith(" ")) after++;
    if (after >= text.length && !isLast) return "open";
    const isClosed = after >= text.length || text[after] === "\n" || text.startsWith(delimiter, after);
    if (!isClosed) return "unbalanced";
    return { text: text.slice(at + 1, quote).replaceAll('""', '"'), end: after };
  }
  return isLast ? "unbalanced" : "open";
}
