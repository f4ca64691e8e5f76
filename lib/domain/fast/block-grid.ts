import type { CellKind, CellSearch, ColumnPlace, Grid, OnCell, RowPlace, SourceRow } from "../table/table.ts";
import { type Block, firstCell, kindOfCode } from "./block.ts";
import { placeColumn } from "./place-column.ts";
import { searchBlock } from "./search-block.ts";

const textCode = 116;

/** A grid packed in blocks; made by `GridBuilder`. */
export class BlockGrid implements Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly #blocks: readonly Block[];
  #recent: Block | undefined;
  #recentKinds = "";

  constructor(blocks: readonly Block[], rowCount: number, columnCount: number) {
    this.#blocks = blocks;
    this.rowCount = rowCount;
    this.columnCount = columnCount;
    this.#recent = blocks[0];
  }

  cell(row: number, column: number): string {
    const block = this.#blockOf(row);
    const index = cellIndex(block, row, column);
    return index < 0 ? "" : cellText(block, index);
  }

  kind(row: number, column: number): CellKind {
    const block = this.#blockOf(row);
    if (block.kinds === null) return "text";
    const index = cellIndex(block, row, column);
    return index < 0 ? "text" : kindOfCode(block.kinds[index] ?? 0);
  }

  line(row: number): number {
    const block = this.#blockOf(row);
    const inBlock = row - block.firstRow;
    return typeof block.lines === "number" ? block.lines + inBlock : (block.lines[inBlock] ?? 0);
  }

  sourceRow(row: number): SourceRow {
    const block = this.#blockOf(row);
    const inBlock = row - block.firstRow;
    const first = firstCell(block, inBlock);
    const end = this.#endOf(block, inBlock, first);
    const { text, ends, gap } = block;
    const cells = new Array<string>(end - first);
    let start = cellStart(block, first);
    for (let index = first; index < end; index++) {
      const stop = ends[index] ?? 0;
      cells[index - first] = start === stop ? "" : text.slice(start, stop);
      start = stop + gap;
    }
    return {
      line: this.line(row),
      cells,
      kinds: block.kinds === null ? null : this.#rowKinds(block.kinds, first, end),
    };
  }

  search(search: CellSearch, from: number, to: number, found: OnCell): void {
    for (let row = from; row < to; ) {
      const block = this.#blockOf(row);
      const end = Math.min(to, block.firstRow + block.rowCount);
      if (!searchBlock(block, search, row - block.firstRow, end - block.firstRow, found)) return;
      row = end;
    }
  }

  placeColumn(column: number, from: number, to: number, into: ColumnPlace): void {
    const block = this.#blockOf(from);
    placeColumn(block, column, from - block.firstRow, Math.min(to - block.firstRow, block.rowCount), into);
  }

  place(row: number, into: RowPlace): void {
    const block = this.#blockOf(row);
    const inBlock = row - block.firstRow;
    const first = firstCell(block, inBlock);
    const end = this.#endOf(block, inBlock, first);
    into.place(block.text, block.ends, first, end - first, cellStart(block, first), block.gap);
    into.line = typeof block.lines === "number" ? block.lines + inBlock : (block.lines[inBlock] ?? 0);
    into.kinds = block.kinds === null ? null : this.#rowKinds(block.kinds, first, end);
  }

  /** Keeps only one cell beyond the table's columns: it shows that the row is too wide. */
  #endOf(block: Block, inBlock: number, first: number): number {
    return Math.min(block.rowEnds[inBlock] ?? 0, first + this.columnCount + 1);
  }

  /**
   * The row's letters of `kindLetters`; null if all cells are text, as in a text file. Rows of a sheet are
   * alike, so the string of the row before nearly always fits this row too.
   */
  #rowKinds(kinds: Uint8Array, first: number, end: number): string | null {
    const recent = this.#recentKinds;
    if (recent.length === end - first) {
      let index = first;
      while (index < end && kinds[index] === recent.charCodeAt(index - first)) index++;
      if (index === end) return recent;
    }
    let isAllText = true;
    let letters = "";
    for (let index = first; index < end; index++) {
      const code = kinds[index] ?? 0;
      letters += String.fromCharCode(code);
      if (code !== textCode) isAllText = false;
    }
    if (isAllText) return null;
    this.#recentKinds = letters;
    return letters;
  }

  /** Rows are nearly always read in order, so the most recent block is tried first. */
  #blockOf(row: number): Block {
    const recent = this.#recent;
    if (recent !== undefined && row >= recent.firstRow && row < recent.firstRow + recent.rowCount) return recent;
    const found = this.#guess(row) ?? this.#search(row);
    if (found === undefined || row < 0 || row >= this.rowCount) {
      throw new RangeError(`row ${row} of a grid with ${this.rowCount} rows`);
    }
    this.#recent = found;
    return found;
  }

  /**
   * Blocks have nearly the same number of rows, so the row's share of all rows nearly always gives the right block.
   */
  #guess(row: number): Block | undefined {
    const block = this.#blocks[Math.floor((row / this.rowCount) * this.#blocks.length)];
    return block !== undefined && row >= block.firstRow && row < block.firstRow + block.rowCount ? block : undefined;
  }

  #search(row: number): Block | undefined {
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.firstRow ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return this.#blocks[low];
  }
}

function cellStart(block: Block, index: number): number {
  return index === 0 ? 0 : (block.ends[index - 1] ?? 0) + block.gap;
}

function cellIndex(block: Block, row: number, column: number): number {
  const inBlock = row - block.firstRow;
  const index = firstCell(block, inBlock) + column;
  return column >= 0 && index < (block.rowEnds[inBlock] ?? 0) ? index : -1;
}

function cellText(block: Block, index: number): string {
  return block.text.slice(cellStart(block, index), block.ends[index]);
}
