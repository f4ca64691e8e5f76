import { compileRowReader } from "#lib/domain/debtors/compile-row-reader.ts";
import { ControlCounter } from "#lib/domain/debtors/control-counter.ts";
import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { judgeDebtor, ofNobody } from "#lib/domain/debtors/judge-debtor.ts";
import {
  sharedObligationIssue,
  sharedObligationSeverity,
  unownedObligationIssue,
} from "#lib/domain/debtors/shared-obligation-issue.ts";
import type { SourceRow } from "#lib/domain/table/table.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import { IssueGroups } from "#lib/spreadsheet/review/issue-groups.ts";

/** Rows as a review reads them. */
interface ReadRows {
  readonly table: { readonly rowCount: number };
  sourceRow(row: number): SourceRow;
}

/**
 * The result of a review without any short cut: every row read, every debtor judged. The identification is the
 * first column.
 */
export function straightforwardReview(rows: ReadRows, context: DerivationContext) {
  const read = compileRowReader(context);
  const { rowCount } = rows.table;
  const checked = Array.from({ length: rowCount }, (_, row) => read(row, rows.sourceRow(row)));
  const groups = new IssueGroups(rowCount);
  const totals = new ControlCounter();
  const issues: Issue[] = [];
  const leftOut = new Set<number>();
  const debtors = Map.groupBy(checked, (row) => row.identification ?? `nobody ${row.row}`);
  const nobodyFirst = [...debtors.values()].sort((a, b) => debtorRank(a) - debtorRank(b));
  for (const debtor of nobodyFirst) {
    const isNobody = debtor[0]?.identification === null;
    const verdict = isNobody
      ? ofNobody
      : judgeDebtor(debtor, context, [
          ...debtor.flatMap((row) => sharedWith(row, checked, context)),
          ...lookAlikesOf(debtor, checked),
        ]);
    totals.add(debtor, verdict);
    for (const row of debtor) if (verdict.isLeftOut) leftOut.add(row.row);
    for (const { row, isWholeRow } of verdict.repetitions) if (isWholeRow) leftOut.add(row);
    issues.push(...debtor.flatMap((row) => row.issues), ...verdict.issues);
  }
  for (const issue of issues) groups.add(issue);
  return {
    totals: totals.totals(),
    groups: groups.list(),
    issues: Array.from({ length: rowCount }, (_, row) => issues.filter((issue) => issue.row === row)),
    errors: sorted(issues.filter(({ severity }) => severity === "error").map(({ row }) => row)),
    warnings: sorted(issues.filter(({ severity }) => severity === "warning").map(({ row }) => row)),
    leftOut: sorted(leftOut),
  };
}

function debtorRank(rows: readonly CheckedRow[]): number {
  return rows[0]?.identification === null ? 0 : 1;
}

/**
 * The warning for the first row of another debtor with the same obligation, or else for the first such row
 * without a debtor.
 */
function sharedWith(row: CheckedRow, all: readonly CheckedRow[], context: DerivationContext): Issue[] {
  const id = row.obligations[0]?.get("id");
  if (id === undefined) return [];
  const same = all.filter(({ obligations }) => obligations[0]?.get("id") === id);
  const other = same.find(({ identification }) => identification !== null && identification !== row.identification);
  const nobodys = same.find(({ identification }) => identification === null);
  const column = context.mapping.columns.findIndex((state) => "field" in state && state.field === "obligation.id");
  const at = { row: row.row, column };
  if (other !== undefined) {
    const severity = sharedObligationSeverity(context.mapping);
    return [sharedObligationIssue({ ...at, severity }, id, other.identification ?? "")];
  }
  return nobodys === undefined ? [] : [unownedObligationIssue(at, id, nobodys.line)];
}

/** The warning for the first row of another debtor whose identification gives the same number. */
function lookAlikesOf(debtor: readonly CheckedRow[], all: readonly CheckedRow[]): Issue[] {
  const [first] = debtor;
  if (first === undefined || first.identification === null) return [];
  const own = first.identification;
  const other = all.find(
    ({ identification }) =>
      identification !== null &&
      identification !== own &&
      bareForms(identification).some((form) => bareForms(own).includes(form)),
  );
  if (other === undefined) return [];
  const at = { row: first.row, column: 0, field: "debtor.Identification" } as const;
  return [{ ...at, code: "debtor_looks_alike", severity: "warning", params: { other: other.identification ?? "" } }];
}

function bareForms(identification: string): string[] {
  if (/[^\d\-_/]/.test(identification)) return [];
  return [identification, identification.replace(/-\d$/, "")]
    .map((text) => text.replaceAll(/[-_/]/g, "").replace(/^0+/, ""))
    .filter((digits) => digits !== "" && digits.length <= 15);
}

function sorted(rows: Iterable<number>): number[] {
  return [...new Set(rows)].sort((a, b) => a - b);
}
