import type { ColumnReport } from "#lib/domain/mapping/columns/column-report.ts";
import type { FuturePayments, IssueGroup } from "../protocol/review.ts";

/** Share of a column's dates that must be in the future; fewer are told row by row alone. */
const futureShare = 0.8;
/** Fewer dates may be slips. */
const leastDates = 3;

/** The column of last payments that are nearly all in the future: its dates are another event's, or of another year. */
export function findFuturePayments(
  groups: readonly IssueGroup[],
  columns: readonly ColumnReport[],
): FuturePayments | null {
  const group = groups.find(({ code, column }) => code === "payment_in_future" && column !== null);
  const ofRows = columns.find(({ index }) => index === group?.column)?.filledRows ?? 0;
  if (group?.column == null || ofRows < leastDates || group.rows < ofRows * futureShare) return null;
  return { column: group.column, rows: group.rows, ofRows: Math.max(ofRows, group.rows) };
}
