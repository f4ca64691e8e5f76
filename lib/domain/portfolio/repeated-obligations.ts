import { obligationIdField } from "../fields/catalogue.ts";
import { type Issue, type IssueCode, issueSeverities } from "../validation/issue.ts";
import type { CheckedRow, FieldValues } from "./debtor.ts";
import type { SlotReader } from "./slot-values.ts";

const none: readonly Issue[] = Object.freeze([]);

function isAlike(a: FieldValues, b: FieldValues): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

/** Up to here, comparing every pair costs less than a map; most clients have two or three. */
const fewObligations = 8;

/** Whether some obligation number stands twice; the common answer is no, and it allocates nothing. */
function hasRepeated(rows: readonly CheckedRow[], id: SlotReader): boolean {
  for (let i = 0; i < rows.length; i++) {
    const mine = rows[i]?.obligations ?? [];
    for (let a = 0; a < mine.length; a++) {
      const values = mine[a];
      const own = values === undefined ? "" : id.read(values);
      if (own === "") continue;
      for (let j = i; j < rows.length; j++) {
        const others = rows[j]?.obligations ?? [];
        for (let b = j === i ? a + 1 : 0; b < others.length; b++) {
          const other = others[b];
          if (other !== undefined && id.read(other) === own) return true;
        }
      }
    }
  }
  return false;
}

/**
 * An obligation that stands twice in one client: the CRM would keep one of them, nobody knows which.
 * Where all its values repeat too, the row itself was repeated, which is said as well. `count` is how many obligations the rows have.
 */
export function repeatedObligations(
  rows: readonly CheckedRow[],
  count: number,
  id: SlotReader,
  column: number | null,
): readonly Issue[] {
  if (count <= fewObligations && !hasRepeated(rows, id)) return none;
  const seen = new Map<string, { line: number; values: FieldValues }>();
  const issues: Issue[] = [];
  const add = (row: number, code: IssueCode, params: Issue["params"]): void => {
    issues.push({ row, column, field: obligationIdField, code, severity: issueSeverities[code], params });
  };
  for (const row of rows) {
    for (const values of row.obligations) {
      const obligation = id.read(values);
      if (obligation === "") continue;
      const before = seen.get(obligation);
      if (before === undefined) {
        seen.set(obligation, { line: row.line, values });
        continue;
      }
      add(row.row, "obligation_repeated", { obligation, line: before.line });
      if (isAlike(before.values, values)) add(row.row, "row_repeated", { line: before.line });
    }
  }
  return issues;
}
