import type { Issue, IssueCode } from "#lib/domain/validation/issue.ts";
import type { IssueGroup } from "../workbench-protocol.ts";

interface Group {
  readonly code: IssueCode;
  readonly column: number | null;
  readonly field: string | null;
  readonly severity: Issue["severity"];
  count: number;
  proposals: number;
  /** How many issues of the group stand on a row. */
  readonly perRow: Map<number, number>;
  firstRow: number;
}

/** Counts issues by reason and column; the issues themselves are not kept, they are found again by reading their row. */
export class IssueTally {
  readonly #groups = new Map<string, Group>();

  add(issue: Issue): void {
    const key = `${issue.code} ${issue.column ?? ""}`;
    let group = this.#groups.get(key);
    if (group === undefined) {
      const { code, column, field, severity } = issue;
      group = { code, column, field, severity, count: 0, proposals: 0, perRow: new Map(), firstRow: issue.row };
      this.#groups.set(key, group);
    }
    group.count++;
    if (issue.proposal !== undefined) group.proposals++;
    group.perRow.set(issue.row, (group.perRow.get(issue.row) ?? 0) + 1);
    if (issue.row < group.firstRow) group.firstRow = issue.row;
  }

  subtract(issue: Issue): void {
    const key = `${issue.code} ${issue.column ?? ""}`;
    const group = this.#groups.get(key);
    if (group === undefined) throw new Error(`no issue of ${key} was counted`);
    group.count--;
    if (issue.proposal !== undefined) group.proposals--;
    const left = (group.perRow.get(issue.row) ?? 0) - 1;
    if (left > 0) group.perRow.set(issue.row, left);
    else group.perRow.delete(issue.row);
    if (group.count === 0) this.#groups.delete(key);
    else if (left <= 0 && issue.row === group.firstRow) group.firstRow = smallest(group.perRow.keys());
  }

  rowsOf(code: IssueCode, column: number | null): readonly number[] {
    const rows = [...(this.#groups.get(`${code} ${column ?? ""}`)?.perRow.keys() ?? [])];
    return rows.sort((a, b) => a - b);
  }

  /** Errors first, then the most frequent. */
  groups(): readonly IssueGroup[] {
    return [...this.#groups.values()]
      .map(({ perRow: _, ...group }) => ({ ...group }))
      .sort((a, b) => (a.severity === b.severity ? b.count - a.count : a.severity === "error" ? -1 : 1));
  }
}

function smallest(rows: Iterable<number>): number {
  let least = Number.POSITIVE_INFINITY;
  for (const row of rows) if (row < least) least = row;
  return least;
}
