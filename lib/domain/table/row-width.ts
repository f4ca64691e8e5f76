/** How many cells the rows of a file have. One with fewer lacks a cell, one with more has one too many: what follows it is shifted. */
export interface RowWidth {
  readonly least: number;
  /** Cells that a row may fill. */
  readonly most: number;
  /** Nearly all rows have so many cells, those beyond `most` empty; `most` where nothing is said. */
  readonly padded?: number | undefined;
  /** Every row fills its cells up to here: where nothing stands behind them, nothing was pushed on. 0 where that is not known. */
  readonly filled?: number | undefined;
}

/** Where nothing is known of a file's rows: none has a million cells. */
export const anyWidth: RowWidth = Object.freeze({ least: 0, most: 1_000_000 });

/** What is wrong with a row of `count` cells of which the last filled one is the `end`th; null where nothing is. */
export function widthFault(
  { least, most, padded = most, filled = 0 }: RowWidth,
  count: number,
  end: number,
): "row_short" | "row_long" | null {
  // With the last cell that may be filled, a row can only lack empty ones behind it.
  if (count < least && end < most) return "row_short";
  return count > most && end > (count > padded ? filled : most) ? "row_long" : null;
}
