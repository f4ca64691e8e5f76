import type { FindQuery } from "#lib/domain/table/find-pattern.ts";
import type { RowFilter } from "./review.ts";

/** What to find and where: the file's columns in the order they are shown, and the rows that a filter shows. */
export interface FindScope {
  readonly query: FindQuery;
  readonly columns: readonly number[];
  readonly filter: RowFilter;
}

/** `here` means the first match at or after `from`. The search wraps around. */
export interface FindInput extends FindScope {
  readonly from: { readonly row: number; readonly column: number };
  readonly direction: "here" | "next" | "previous";
}

export interface CellMatch {
  readonly row: number;
  readonly column: number;
  /** The row's place among the rows that the filter shows. */
  readonly position: number;
  /** The number of this match among all, from 1. */
  readonly ordinal: number;
}

export interface FindAnswer {
  /** Matches in the rows that the filter shows. */
  readonly total: number;
  /** The search stopped at a million matches; there are more. */
  readonly isMore: boolean;
  /** Replacing all would make more corrections than an upload may carry. */
  readonly isTooMany: boolean;
  readonly match: CellMatch | null;
}
