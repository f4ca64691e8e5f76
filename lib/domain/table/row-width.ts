/** How many cells the rows of a file have. One with fewer lacks a cell, one with more has one too many: what follows it is shifted. */
export interface RowWidth {
  readonly least: number;
  readonly most: number;
}

/** Where nothing is known of a file's rows: none has a million cells. */
export const anyWidth: RowWidth = Object.freeze({ least: 0, most: 1_000_000 });
