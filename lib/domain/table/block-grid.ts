import type { CellKind, Grid, SourceRow } from "./table.ts";

/**
 * Some consecutive rows: the text of all cells in one flat string and where each cell ends. An array of strings per row
 * would cost about 1.1 GB for a million rows of 16 columns; this costs the text itself plus 4 bytes a cell.
 */
export interface Block {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly text: string;
  /** Per cell, where it ends in `text`. */
  readonly ends: Uint32Array;
  /** Per row, how many cells the block has up to its end. */
  readonly rowEnds: Uint32Array;
  /** Line of the first row where all are consecutive, else one per row. */
  readonly lines: number | Uint32Array;
  /** Character codes of `kindLetters` per cell; null where all are text. */
  readonly kinds: Uint8Array | null;
}

const kindOfCode = new Map<number, CellKind>([
  [116, "text"],
  [110, "number"],
  [100, "date"],
  [98, "boolean"],
  [101, "error"],
]);

/** A grid packed in blocks; made by `GridBuilder`. */
export class BlockGrid implements Grid {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly #blocks: readonly Block[];
  #recent: Block | undefined;

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
    return index < 0 ? "text" : (kindOfCode.get(block.kinds[index] ?? 0) ?? "text");
  }

  line(row: number): number {
    const block = this.#blockOf(row);
    const inBlock = row - block.firstRow;
    return typeof block.lines === "number" ? block.lines + inBlock : (block.lines[inBlock] ?? 0);
  }

  sourceRow(row: number): SourceRow {
    const block = this.#blockOf(row);
    const inBlock = row - block.firstRow;
    const first = inBlock === 0 ? 0 : (block.rowEnds[inBlock - 1] ?? 0);
    const end = block.rowEnds[inBlock] ?? 0;
    const cells = new Array<string>(end - first);
    let start = first === 0 ? 0 : (block.ends[first - 1] ?? 0);
    for (let index = first; index < end; index++) {
      const stop = block.ends[index] ?? 0;
      cells[index - first] = start === stop ? "" : block.text.slice(start, stop);
      start = stop;
    }
    return { line: this.line(row), cells, kinds: rowKinds(block, first, end) };
  }

  /** Rows are nearly always asked for in order, so the last block is tried before the search. */
  #blockOf(row: number): Block {
    const recent = this.#recent;
    if (recent !== undefined && row >= recent.firstRow && row < recent.firstRow + recent.rowCount) return recent;
    let low = 0;
    let high = this.#blocks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#blocks[middle]?.firstRow ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    const found = this.#blocks[low];
    if (found === undefined || row < 0 || row >= this.rowCount) {
      throw new RangeError(`row ${row} of a grid with ${this.rowCount} rows`);
    }
    this.#recent = found;
    return found;
  }
}

function cellIndex(block: Block, row: number, column: number): number {
  const inBlock = row - block.firstRow;
  const first = inBlock === 0 ? 0 : (block.rowEnds[inBlock - 1] ?? 0);
  const index = first + column;
  return column >= 0 && index < (block.rowEnds[inBlock] ?? 0) ? index : -1;
}

function cellText(block: Block, index: number): string {
  return block.text.slice(index === 0 ? 0 : block.ends[index - 1], block.ends[index]);
}

/** A row whose cells are all text says null, as the rows of a text file do. */
function rowKinds(block: Block, first: number, end: number): string | null {
  if (block.kinds === null) return null;
  const kinds = block.kinds.subarray(first, end);
  return kinds.every((code) => code === 116) ? null : String.fromCharCode(...kinds);
}
