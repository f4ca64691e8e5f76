import type { CellEdit } from "#lib/domain/table/cell-edit.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import type { Review } from "./review.ts";
import { RowSet } from "./row-set.ts";

/** The edits that apply all proposals of a group of issues. */
export function groupProposals(review: Review, code: IssueCode, column: number | null): CellEdit[] {
  const edits: CellEdit[] = [];
  const set = review.groups.rowsOf(code, column) ?? new RowSet(0);
  for (let row = set.next(0); row >= 0; row = set.next(row + 1)) {
    for (const issue of review.issuesOf(row)) {
      if (issue.code !== code || issue.column !== column || issue.column === null || issue.proposal === undefined)
        continue;
      edits.push({ row, column: issue.column, text: issue.proposal });
    }
  }
  return edits;
}
