import type { ReviewSummary, RowFilter } from "./review.ts";

/**
 * A rectangle of cells as the page shows them: the places of its first and last row among the rows that the
 * filter shows, and columns of the file in the order of the table.
 */
export interface CellRange {
  readonly filter: RowFilter;
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly columns: readonly number[];
}

export interface CopiedRange {
  /** Tab-separated, with Excel's quotes. */
  readonly text: string;
  /** The same as a table, in which identifications stay texts; null for a range that is too large for it. */
  readonly html: string | null;
}

export interface RangeFigures {
  readonly cells: number;
  /** Cells that are not blank. */
  readonly filled: number;
  /** Different texts among these. */
  readonly distinct: number;
  /** Only if all columns of the range that are read as numbers hold the same: money, or other numbers. */
  readonly sum: {
    readonly kind: "amount" | "number";
    /** An exact decimal with ".". */
    readonly total: string;
    /** Cells of these columns that cannot be read as a number; blank ones are none. */
    readonly unreadable: number;
  } | null;
}

/** `range`: the selection; the block may be larger. `across`: the shown columns from the range's first one on. */
export interface PasteInput {
  readonly text: string;
  readonly range: CellRange;
  readonly across: readonly number[];
  /** Paste even if `PasteEffect.asks`. */
  readonly isConfirmed: boolean;
}

/** What pasting a block does. */
export interface PasteEffect {
  /** The cells that are written, as a rectangle; the block is repeated in a selection that it divides. */
  readonly rows: number;
  readonly columns: number;
  /** The block's rows and columns that find no room. */
  readonly cutRows: number;
  readonly cutColumns: number;
  /** Columns of the file among those written that the mapping leaves out: nothing in them is sent. */
  readonly leftOut: readonly number[];
  /** Cells left as they are because the text would be too long for a cell. */
  readonly tooLong: number;
  /** Something of the block is lost, or goes where it is not sent. */
  readonly asks: boolean;
}

/** Answer to a change of many cells. */
export interface ChangedCells {
  /** Null if nothing was changed: the upload would get more corrections than it may carry, or the paste asks. */
  readonly summary: ReviewSummary | null;
  /** Cells that have (or would get) another text. */
  readonly changed: number;
  readonly isTooMany: boolean;
}

/** Questions about ranges of cells. All of them work in slices and can be stopped. */
export interface BlockQuestions {
  copyRange(input: CellRange): CopiedRange;
  measureRange(input: CellRange): RangeFigures;
  /** Pastes a block in one step; without `isConfirmed` only if its effect asks nothing. */
  paste(input: PasteInput): ChangedCells & { readonly effect: PasteEffect };
  /** Copies the first row's cells into the rows below; of one row, the cells above it into it. */
  fillDown(input: CellRange): ChangedCells;
  /** Empties the cells. */
  clear(input: CellRange): ChangedCells;
}
