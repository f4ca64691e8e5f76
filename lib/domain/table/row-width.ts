/**
 * How many cells the rows of a file have. A row with fewer lacks a cell, a row with more has one too many:
 * the cells after it are shifted (decision 26).
 */
export interface RowWidth {
  readonly least: number;
  /** The most cells that a row may fill. */
  readonly most: number;
  /** Cells of nearly all rows, those beyond `most` empty. Without a value, `most`. */
  readonly padded?: number | undefined;
  /**
   * Every row fills its cells up to this number: a row with nothing beyond it is not shifted. 0, or no value:
   * unknown.
   */
  readonly filled?: number | undefined;
}

/** For a file whose width is unknown: no row has a million cells. */
export const anyWidth: RowWidth = Object.freeze({ least: 0, most: 1_000_000 });

/**
 * What is wrong with a row of `count` cells whose last filled one is the `end`th, counted from 1; null if nothing is.
 */
export function widthFault(
  { least, most, padded = most, filled = 0 }: RowWidth,
  count: number,
  end: number,
): "row_short" | "row_long" | null {
  // If its last allowed cell is filled, the row lacks only empty cells after it.
  if (count < least && end < most) return "row_short";
  return count > most && end > (count > padded ? filled : most) ? "row_long" : null;
}
