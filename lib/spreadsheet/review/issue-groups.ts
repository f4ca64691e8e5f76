import type { FieldId } from "#lib/domain/fields/field.ts";
import type { Issue, IssueCode, Severity } from "#lib/domain/validation/issue.ts";
import type { IssueGroup } from "../protocol/review.ts";
import { RowSet } from "./row-set.ts";

interface CountedGroup {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly column: number | null;
  readonly field: FieldId | null;
  readonly rows: RowSet;
  count: number;
  proposals: number;
}

/**
 * Issues by code and column: how many, and on which rows. The issues are not kept, since a million rows may
 * have several million; to show some, their rows are derived again.
 */
export class IssueGroups {
  readonly #rowCount: number;
  readonly #groups = new Map<string, CountedGroup>();

  constructor(rowCount: number) {
    this.#rowCount = rowCount;
  }

  add(issue: Issue): void {
    const group = this.#groupOf(issue);
    group.count++;
    if (issue.proposal !== undefined) group.proposals++;
    group.rows.add(issue.row);
  }

  /** Removes an issue. All issues of its row must be removed before any is added again. */
  subtract(issue: Issue): void {
    const group = this.#groupOf(issue);
    group.count--;
    if (issue.proposal !== undefined) group.proposals--;
    group.rows.delete(issue.row);
  }

  rowsOf(code: IssueCode, column: number | null): RowSet | null {
    return this.#groups.get(keyOf(code, column))?.rows ?? null;
  }

  /** Rows with an issue of a severity in a column. */
  rowsIn(column: number, severity: Severity): RowSet {
    const rows = new RowSet(this.#rowCount);
    for (const group of this.#groups.values())
      if (group.column === column && group.severity === severity) rows.addAll(group.rows);
    return rows;
  }

  /** Errors first, then by count; equal counts by first row, so that the order is stable. */
  list(): IssueGroup[] {
    return [...this.#groups.values()]
      .filter((group) => group.count > 0)
      .map(({ rows, ...group }) => ({ ...group, rows: rows.size, firstRow: rows.next(0) }))
      .sort(
        (left, right) =>
          left.severity.localeCompare(right.severity) ||
          right.count - left.count ||
          left.firstRow - right.firstRow ||
          keyOf(left.code, left.column).localeCompare(keyOf(right.code, right.column)),
      );
  }

  #groupOf({ code, severity, column, field }: Issue): CountedGroup {
    const key = keyOf(code, column);
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    const group = { code, severity, column, field, rows: new RowSet(this.#rowCount), count: 0, proposals: 0 };
    this.#groups.set(key, group);
    return group;
  }
}

function keyOf(code: IssueCode, column: number | null): string {
  return `${code}|${column ?? ""}`;
}
