import type { SplitRows } from "#lib/domain/table/grid-builder.ts";

/** Filled anew for every piece; what is kept of them is copied. */
let ends = new Uint32Array(1 << 15);
let rowStarts = new Uint32Array(1 << 11);
let rowEnds = new Uint32Array(1 << 11);
let lines = new Uint32Array(1 << 11);

const lineFeed = 10;

/** Rows, and how many lines they and the blank ones between them were. */
export interface PlainSplit {
  readonly rows: SplitRows;
  readonly lineCount: number;
}

/**
 * Splits text without any quote up to `length`, which needs no parser: a line feed ends a row, a delimiter a cell, and every cell is the
 * text as it stands. A row must end there. Cutting the cells out, as a parser does, would take several times as long.
 */
export function splitPlainly(text: string, length: number, delimiter: number, firstLine: number): PlainSplit {
  let cell = 0;
  let rowCount = 0;
  let columnCount = 0;
  let characters = 0;
  let line = firstLine;
  let rowStart = 0;
  let width = 0;
  let start = 0;
  for (let at = 0; at <= length; at++) {
    const code = at < length ? text.charCodeAt(at) : lineFeed;
    if (code !== delimiter && code !== lineFeed) continue;
    if (at === length && start === length && cell === rowStart) break;
    if (cell === ends.length) ends = grown(ends);
    ends[cell] = at;
    cell++;
    if (at > start) width = cell;
    characters += at - start;
    start = at + 1;
    if (code === delimiter) continue;
    if (width > rowStart) {
      if (rowCount === lines.length) {
        rowStarts = grown(rowStarts);
        rowEnds = grown(rowEnds);
        lines = grown(lines);
      }
      rowStarts[rowCount] = rowStart;
      rowEnds[rowCount] = width;
      lines[rowCount] = line;
      rowCount++;
      if (width - rowStart > columnCount) columnCount = width - rowStart;
    }
    line++;
    rowStart = cell;
    width = cell;
  }
  const rows = {
    text,
    ends: ends.slice(0, cell),
    rowStarts: rowStarts.slice(0, rowCount),
    rowEnds: rowEnds.slice(0, rowCount),
    lines: lines.slice(0, rowCount),
    rowCount,
    columnCount,
    characters,
  };
  return { rows, lineCount: line - firstLine };
}

function grown(array: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(array.length * 2);
  larger.set(array);
  return larger;
}
