import { totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { Issue, IssueCode } from "../validation/issue.ts";
import type { CheckedRow } from "./debtor.ts";
import { type DebtorPlan, debtorPlanOf, type PlannedField } from "./debtor-plan.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { judgeDocuments } from "./judge-documents.ts";
import { judgePeople } from "./judge-people.ts";
import { commonValue, settleValues } from "./merge-values.ts";
import { type Repetition, repeatedObligations } from "./repeated-obligations.ts";

export interface DebtorVerdict {
  /** An error stands on one of the debtor's rows or on the debtor: it is left out whole, a debtor is never sent in part. */
  readonly isLeftOut: boolean;
  /** What only shows on the debtor as a whole; the rows' own issues stand on the rows. */
  readonly issues: readonly Issue[];
  /** What is sent of the debtor; of one that is left out, what it has. */
  readonly rowCount: number;
  readonly obligationCount: number;
  readonly balanceCents: number;
  /** What is not sent of a debtor that is: obligations that stand in it more than once. Empty where it is left out. */
  readonly repetitions: readonly Repetition[];
}

const noIssues: readonly Issue[] = Object.freeze([]);
const noRepetitions: readonly Repetition[] = Object.freeze([]);

/** The verdict on a row whose debtor cannot be told: it can belong to none. */
export const ofNobody: DebtorVerdict = Object.freeze({
  isLeftOut: true,
  issues: noIssues,
  rowCount: 0,
  obligationCount: 0,
  balanceCents: 0,
  repetitions: noRepetitions,
});

function hasErrorOn(rows: readonly CheckedRow[], field: FieldId): boolean {
  return rows.some((row) => row.issues.some((issue) => issue.field === field && issue.severity === "error"));
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.length > 0 && issues.some((issue) => issue.severity === "error");
}

function isOfOtherOrder({ issues }: CheckedRow): boolean {
  return issues.some(({ code }) => code === "row_other_order");
}

function issueOn(
  plan: DebtorPlan,
  row: number,
  planned: PlannedField | null,
  field: FieldId,
  code: IssueCode,
  params: Issue["params"],
): Issue {
  return { row, column: planned?.column ?? null, field, code, severity: plan.severityOf(code, field), params };
}

/** What is wrong with one debtor-level field of the debtor: missing though demanded, or told differently by some of its rows. */
function judgeField(
  plan: DebtorPlan,
  rows: readonly CheckedRow[],
  first: CheckedRow,
  planned: PlannedField,
): readonly Issue[] {
  const { field } = planned;
  const value = commonValue(rows, planned.key);
  if (value === "") {
    return field.isRequired && !hasErrorOn(rows, field.id)
      ? [issueOn(plan, first.row, planned, field.id, "required_missing", {})]
      : noIssues;
  }
  if (value !== null) return noIssues;
  const { value: kept, differing } = settleValues(rows, planned.key, planned.policy);
  const code = planned.policy === "leave_out" ? "debtor_left_out" : "debtor_values_differ";
  return differing.map((row) => issueOn(plan, row.row, planned, field.id, code, { kept, other: row.value }));
}

/**
 * Judges one debtor by all its rows (ascending, all of one identification, of compileRowReader under the same context).
 * `acrossDebtors`: what only shows beside other debtors, as sharedObligationIssue makes it. This is all a review needs; the
 * payload is written only where it is sent.
 */
export function judgeDebtor(
  rows: readonly CheckedRow[],
  context: DerivationContext,
  acrossDebtors: readonly Issue[] = noIssues,
): DebtorVerdict {
  const plan = debtorPlanOf(context);
  const first = rows[0];
  // What nobody's row lacks as a debtor is not said: the review takes such rows one by one, and both must count the same.
  if (first === undefined || first.identification === null) return ofNobody;
  let issues: Issue[] | null = null;
  for (const planned of plan.debtor) {
    const found = judgeField(plan, rows, first, planned);
    if (found.length > 0) issues = [...(issues ?? []), ...found];
  }
  const ofIdentity = [...judgeDocuments(plan, rows), ...judgePeople(plan, rows)];
  if (ofIdentity.length > 0) issues = [...(issues ?? []), ...ofIdentity];
  let obligationCount = 0;
  let balanceCents = 0;
  let isLeftOut = false;
  for (const row of rows) {
    if (hasError(row.issues)) isLeftOut = true;
    obligationCount += row.obligations.length;
    balanceCents += row.balanceCents;
  }
  // Beyond 2^53 cents a sum is no longer exact; what is not exact is not sent.
  if (!Number.isSafeInteger(balanceCents)) {
    const issue = issueOn(plan, first.row, null, totalBalanceField, "amount_too_large", {
      value: String(balanceCents),
    });
    issues = [...(issues ?? []), issue];
  }
  let repetitions = noRepetitions;
  if (obligationCount > 1) {
    const repeated = repeatedObligations(rows, obligationCount, plan);
    repetitions = repeated.repetitions;
    if (repeated.issues.length > 0) issues = [...(issues ?? []), ...repeated.issues];
  }
  if (acrossDebtors.length > 0) issues = [...(issues ?? []), ...acrossDebtors];
  if (issues !== null && hasError(issues)) isLeftOut = true;
  const verdict = {
    isLeftOut,
    // Nobody knows what a row under another header says of its debtor.
    issues: issues === null || rows.some(isOfOtherOrder) ? noIssues : issues,
    rowCount: rows.length,
    obligationCount,
    balanceCents,
    repetitions: noRepetitions,
  };
  return isLeftOut || repetitions.length === 0 ? verdict : without(repetitions, verdict);
}

/** The same debtor without what stands in it more than once. */
function without(repetitions: readonly Repetition[], verdict: DebtorVerdict): DebtorVerdict {
  let { rowCount, obligationCount, balanceCents } = verdict;
  for (const { isWholeRow, obligations, cents } of repetitions) {
    if (isWholeRow) rowCount--;
    obligationCount -= obligations.length;
    balanceCents -= cents;
  }
  return { ...verdict, rowCount, obligationCount, balanceCents, repetitions };
}
