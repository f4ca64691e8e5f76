/** A header below the first one (or above the one that was chosen) with other columns: rows under it are not in the table's order. */
export interface OtherHeader {
  readonly line: number;
  /** The first line under it that is meant; where nothing is said, the one behind it. */
  readonly from?: number | undefined;
  /** The line of the next header of the table's own order, or the one behind the last. */
  readonly until: number;
}

/** A sheet has so many at most, and a mapping those of two; a sheet that changes its order more often is in another one from the last of them on. */
export const maxOtherHeaders = 1_000;

/** The line of the header that a line's columns stand under; 0 where that is the table's own. */
export function otherHeaderOver(headers: readonly OtherHeader[], line: number): number {
  for (const { line: header, from = header + 1, until } of headers) if (line >= from && line < until) return header;
  return 0;
}
