/** A header below the first one (or above the one that was chosen) with other columns: rows under it are not in the table's order. */
export interface OtherHeader {
  readonly line: number;
  /** The first line under it that is meant; where nothing is said, the one behind it. */
  readonly from?: number | undefined;
  /** The line of the next header of the table's own order, or the one behind the last. */
  readonly until: number;
  /** By column of the table, where its cells stand in these rows; -1 where nobody knows. Where nothing is said, where they do in others. */
  readonly places?: readonly number[] | undefined;
}

/** A sheet has so many at most, and a mapping those of two; a sheet that changes its order more often is in another one from the last of them on. */
export const maxOtherHeaders = 1_000;

/** The header that a line's columns stand under; null where that is the table's own. */
export function otherHeaderOf(headers: readonly OtherHeader[], line: number): OtherHeader | null {
  for (const header of headers) {
    const { from = header.line + 1, until } = header;
    if (line >= from && line < until) return header;
  }
  return null;
}

/** The line of that header; 0 where it is the table's own. */
export function otherHeaderOver(headers: readonly OtherHeader[], line: number): number {
  return otherHeaderOf(headers, line)?.line ?? 0;
}
