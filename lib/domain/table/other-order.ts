/**
 * A second header with other columns, below the table's own (or above the one that a person chose): its rows
 * are not in the table's column order (decision 36). All lines are of the file.
 */
export interface OtherHeader {
  readonly line: number;
  /** The first of its lines; without a value, the line after the header. */
  readonly from?: number | undefined;
  /** The line after its last one: that of the next header, or the one after the last row. */
  readonly until: number;
  /**
   * Per column of the table, its column in these rows; -1 if unknown. Without a value, the same columns as in
   * the table.
   */
  readonly places?: readonly number[] | undefined;
}

/**
 * Other headers of a sheet, at most; a mapping may have those of two sheets. If a sheet changes its order
 * more often, the rest of it counts as under the last of them.
 */
export const maxOtherHeaders = 1_000;

/** The other header that a line is under; null if that is the table's own. */
export function otherHeaderOf(headers: readonly OtherHeader[], line: number): OtherHeader | null {
  for (const header of headers) {
    const { from = header.line + 1, until } = header;
    if (line >= from && line < until) return header;
  }
  return null;
}

/** The line of the other header that `line` is under; 0 if that is the table's own. */
export function otherHeaderOver(headers: readonly OtherHeader[], line: number): number {
  return otherHeaderOf(headers, line)?.line ?? 0;
}
