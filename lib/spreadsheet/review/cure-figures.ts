import type { CureFigures, Reason } from "../protocol/cures.ts";
import type { Review } from "./review.ts";

/** What a review counts, as far as a cure of this reason may change it. */
export function cureFigures(review: Review, { code, column }: Reason): CureFigures {
  const { rowsWithErrors, rowsWithWarnings, totals } = review.summary();
  const rows = review.groups.rowsOf(code, column)?.size ?? 0;
  return { rows, rowsWithErrors, rowsWithWarnings, leftOut: totals.leftOut, staged: totals.staged };
}
