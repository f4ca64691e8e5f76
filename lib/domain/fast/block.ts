import type { CellKind } from "../table/table.ts";

/**
 * Consecutive rows: the text of all their cells in one string, and where each cell ends. For a million rows
 * of 16 columns an array of strings per row would cost about 1.1 GB; a block costs the text plus 4 bytes a
 * cell. Text without quotes is kept as the file has it, delimiters included: cutting and joining it again
 * would cost more than all the rest of reading.
 */
export interface Block {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly text: string;
  /** Per cell, the index in `text` where it ends (exclusive). */
  readonly ends: Uint32Array;
  /** Characters between the end of a cell and the beginning of the next: 1 if the text has its delimiters. */
  readonly gap: 0 | 1;
  /**
   * Per row, the index of its first cell; null if each row begins where the row before ends. Cells between
   * two rows are blanks that are not kept.
   */
  readonly rowStarts: Uint32Array | null;
  /** Per row, the index after its last cell. */
  readonly rowEnds: Uint32Array;
  /** The line of the first row if all lines are consecutive, else the line of each row. */
  readonly lines: number | Uint32Array;
  /** Per cell, the character code of its letter in `kindLetters`; null if all cells are text. */
  readonly kinds: Uint8Array | null;
}

/** The index of a row's first cell. */
export function firstCell(block: Block, inBlock: number): number {
  if (block.rowStarts !== null) return block.rowStarts[inBlock] ?? 0;
  return inBlock === 0 ? 0 : (block.rowEnds[inBlock - 1] ?? 0);
}

const kinds = new Map<number, CellKind>([
  [116, "text"],
  [110, "number"],
  [100, "date"],
  [98, "boolean"],
  [101, "error"],
]);

/** The kind that a character code in `kinds` means. */
export function kindOfCode(code: number): CellKind {
  return kinds.get(code) ?? "text";
}
