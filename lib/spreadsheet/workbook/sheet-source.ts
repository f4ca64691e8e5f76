import type { Grid } from "#lib/domain/table/table.ts";
import type { Notice } from "../finding-codes.ts";

/** What a sheet hides: lines of rows that have a value, ascending, and columns, counted from 0. */
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

/** A workbook whose sheets are read when needed. Sheets are counted from 0, in the workbook's order. */
export interface SheetSource {
  readonly sheets: readonly SheetHead[];
  /** Whether days are counted from 1904; absent means from 1900, as in Excel. */
  readonly isFrom1904?: boolean;
  /** The first rows with any value, without reading the rest if possible. */
  firstRows(sheet: number, count: number): Promise<Grid>;
  countRows(sheet: number): Promise<number>;
  read(sheet: number, onProgress?: (share: number) => void): Promise<ReadSheet>;
}

export interface SheetHead {
  readonly name: string;
  readonly isHidden: boolean;
  /** Grows with the sheet: shows which of two sheets is probably larger before either is read. */
  readonly weight: number;
}
