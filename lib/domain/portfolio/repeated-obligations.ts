import { obligationIdField } from "../fields/catalogue.ts";
import { type Issue, type IssueCode, issueSeverities } from "../validation/issue.ts";
import type { CheckedRow, FieldValues } from "./debtor.ts";

function isAlike(a: FieldValues, b: FieldValues): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

/**
 * An obligation that stands twice in one client: the CRM would keep one of them, nobody knows which.
 * Where all its values repeat too, the row itself was repeated, which is said as well.
 */
export function repeatedObligations(rows: readonly CheckedRow[], column: number | null): readonly Issue[] {
  const seen = new Map<string, { line: number; values: FieldValues }>();
  const issues: Issue[] = [];
  const add = (row: number, code: IssueCode, params: Issue["params"]): void => {
    issues.push({ row, column, field: obligationIdField, code, severity: issueSeverities[code], params });
  };
  for (const row of rows) {
    for (const values of row.obligations) {
      const id = values.get("id");
      if (id === undefined || id === "") continue;
      const before = seen.get(id);
      if (before === undefined) {
        seen.set(id, { line: row.line, values });
        continue;
      }
      add(row.row, "obligation_repeated", { obligation: id, line: before.line });
      if (isAlike(before.values, values)) add(row.row, "row_repeated", { line: before.line });
    }
  }
  return issues;
}
