import type { Grid } from "#lib/domain/table/table.ts";
import type { Notice } from "../finding-codes.ts";

/** What a sheet does not show of itself: the lines of rows that have a value, ascending, and columns. */
export interface HiddenParts {
  readonly lines: readonly number[];
  readonly columns: ReadonlySet<number>;
}

export const nothingHidden: HiddenParts = { lines: [], columns: new Set() };

/** One sheet, read whole. */
export interface ReadSheet {
  readonly hidden: HiddenParts;
  readonly grid: Grid;
  readonly notices: readonly Notice[];
}

/** A workbook whose sheets are read as they are needed. Sheets count from 0, in the workbook's order. */
export interface SheetSource {
  readonly sheets: readonly SheetHead[];
  /** Days are counted from 1904; where nothing is said, as Excel does. */
  readonly isFrom1904?: boolean;
  /** The first rows that say anything, without reading the rest where that can be avoided. */
  firstRows(sheet: number, count: number): Promise<Grid>;
  countRows(sheet: number): Promise<number>;
  read(sheet: number, onProgress?: (share: number) => void): Promise<ReadSheet>;
}

export interface SheetHead {
  readonly name: string;
  readonly isHidden: boolean;
  /** Grows with the sheet; says which of two is probably the larger one, before either is read. */
  readonly weight: number;
}
