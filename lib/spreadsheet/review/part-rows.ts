import type { ColumnPart } from "#lib/domain/summary/column-summary.ts";
import type { ColumnValues } from "./column-values.ts";
import type { IssueGroups } from "./issue-groups.ts";
import { RowSet } from "./row-set.ts";

/** The rows of the three parts that are not valid; all others are. */
export type PartRows = Readonly<Record<Exclude<ColumnPart, "valid">, RowSet>>;

/** Which rows are in which part of a column, by the review's issues. */
export function partRows(column: number, groups: IssueGroups, blank: RowSet, rowCount: number): PartRows {
  const wrong = groups.rowsIn(column, "error");
  const warned = groups.rowsIn(column, "warning").deleteAll(wrong);
  return { wrong, warned, empty: new RowSet(rowCount).addAll(blank).deleteAll(wrong).deleteAll(warned) };
}

/** The same before a review: by each cell alone. */
export function partRowsByCells({ blank, wrong, warned }: ColumnValues): PartRows {
  return { wrong, warned, empty: blank };
}

export function countParts({ wrong, warned, empty }: PartRows, rowCount: number): Record<ColumnPart, number> {
  const valid = rowCount - wrong.size - warned.size - empty.size;
  return { wrong: wrong.size, warned: warned.size, empty: empty.size, valid };
}
