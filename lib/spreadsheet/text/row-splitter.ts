import Papa from "papaparse";
import type { PackedRows } from "#lib/domain/table/grid-builder.ts";
import { maxRowCharacters } from "../budgets.ts";
import { Refused } from "../refused.ts";
import { splitLeniently, swallowingCell } from "./split-leniently.ts";
import { splitPlainly } from "./split-plainly.ts";
import { withLineFeeds } from "./text-pieces.ts";

/** Receives each row with the line it begins in. */
export type TakeRow = (cells: readonly string[], line: number) => void;

/** Receives many rows at once that needed no parsing. */
export type TakePackedRows = (rows: PackedRows) => void;

/** DOS programs put this after the last line of a text file. */
export const endOfFileMark = "\u001a";

/**
 * A quoted cell not closed within this many characters began with a stray quote. Excel's longest cell has
 * 32,767; without the limit one stray quote would hold back the rest of the file.
 */
const maxOpenCharacters = 4 * 1024 * 1024;

interface Split {
  readonly data: readonly string[][];
  readonly errors: readonly unknown[];
  readonly meta: { readonly cursor: number };
}

/**
 * Splits text that arrives in pieces into rows of cells. The unfinished row at the end of a piece is put
 * before the next piece.
 */
export class RowSplitter {
  readonly #delimiter: string;
  readonly #take: TakeRow;
  readonly #takeSplit: TakePackedRows;
  #rest = "";
  #line: number;
  #unbalancedRows = 0;
  #firstUnbalancedLine = 0;

  /** `firstLine` is the line, from 1, with which the first piece begins. */
  constructor(delimiter: string, firstLine: number, take: TakeRow, takeSplit: TakePackedRows) {
    this.#delimiter = delimiter;
    this.#line = firstLine;
    this.#take = take;
    this.#takeSplit = takeSplit;
  }

  /** How many rows had an unpaired quote, and the line of the first (0: none). */
  get unbalanced(): { readonly rows: number; readonly firstLine: number } {
    return { rows: this.#unbalancedRows, firstLine: this.#firstUnbalancedLine };
  }

  /** A piece must not end within a CR LF, nor contain a CR alone. */
  push(piece: string, isLast: boolean): void {
    let text = this.#rest + piece;
    const hasQuotes = text.includes('"');
    if (!hasQuotes && this.#delimiter.length === 1 && !text.includes(endOfFileMark)) {
      this.#splitPlainly(text, isLast);
      return;
    }
    text = withLineFeeds(text);
    if (hasQuotes && text.length > maxOpenCharacters + piece.length) {
      this.#splitLeniently(text, true, isLast);
      return;
    }
    const split: Split = new Papa.Parser({ delimiter: this.#delimiter, newline: "\n" }).parse(text, 0, !isLast);
    const breaks = hasQuotes ? split.data.map(lineBreaksIn) : [];
    const isSwallowed = (cells: readonly string[], row: number): boolean =>
      breaks[row] !== 0 && swallowingCell(cells, this.#delimiter) >= 0;
    if (split.errors.length > 0 || (hasQuotes && split.data.some(isSwallowed))) {
      this.#splitLeniently(text, isLast, isLast);
      return;
    }
    for (const [row, cells] of split.data.entries()) {
      this.#take(cells, this.#line);
      this.#line += 1 + (breaks[row] ?? 0);
    }
    this.#keep(isLast ? "" : text.slice(split.meta.cursor));
  }

  #splitPlainly(text: string, isLast: boolean): void {
    const end = isLast ? text.length : text.lastIndexOf("\n") + 1;
    const { rows, lineCount } = splitPlainly(text, end, this.#delimiter, this.#line);
    this.#takeSplit(rows);
    this.#line += lineCount;
    this.#keep(isLast ? "" : text.slice(end));
  }

  #splitLeniently(text: string, giveUpWaiting: boolean, isLast: boolean): void {
    // Cut at the last line end: giving up on an open cell must not also cut the row that continues in the next piece.
    const end = isLast ? text.length : text.lastIndexOf("\n") + 1;
    const split = splitLeniently(text.slice(0, end), this.#delimiter, giveUpWaiting);
    const unbalanced = new Set(split.unbalanced);
    for (const [index, cells] of split.rows.entries()) {
      if (unbalanced.has(index)) {
        this.#unbalancedRows++;
        if (this.#firstUnbalancedLine === 0) this.#firstUnbalancedLine = this.#line;
      }
      this.#take(cells, this.#line);
      this.#line += 1 + lineBreaksIn(cells);
    }
    this.#keep(isLast ? "" : text.slice(split.cursor));
  }

  #keep(rest: string): void {
    if (rest.length > maxRowCharacters) throw new Refused("too_many_characters", { line: this.#line });
    this.#rest = rest;
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let breaks = 0;
  for (const cell of cells) {
    for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) breaks++;
  }
  return breaks;
}
