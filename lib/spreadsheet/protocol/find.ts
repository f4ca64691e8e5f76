import type { FindQuery } from "#lib/domain/table/find-pattern.ts";
import type { RowFilter } from "./review.ts";

/** What is looked for, and where: columns of the file in the order in which they are seen, rows that a filter shows. */
export interface FindScope {
  readonly query: FindQuery;
  readonly columns: readonly number[];
  readonly filter: RowFilter;
}

/** `here` is the first found cell from `from` on, that one included; after the last one comes the first. */
export interface FindInput extends FindScope {
  readonly from: { readonly row: number; readonly column: number };
  readonly direction: "here" | "next" | "previous";
}

export interface CellMatch {
  readonly row: number;
  readonly column: number;
  /** Its row's place among those that the filter shows. */
  readonly position: number;
  /** Which of the found cells it is, from 1. */
  readonly ordinal: number;
}

export interface FindAnswer {
  /** Cells found in the rows that the filter shows. */
  readonly total: number;
  /** There are more: the search has stopped at a million. */
  readonly isMore: boolean;
  /** Replacing all of them would make more corrections than an upload may carry. */
  readonly isTooMany: boolean;
  readonly match: CellMatch | null;
}
