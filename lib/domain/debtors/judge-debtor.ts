import { identificationField, totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { HoldReason } from "../holds/hold.ts";
import { holdKey } from "../person/hold-key.ts";
import type { Issue, IssueCode } from "../validation/issue.ts";
import type { CheckedRow, FieldValues } from "./debtor.ts";
import { type DebtorPlan, debtorPlanOf, type PlannedField } from "./debtor-plan.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { judgeDocuments } from "./judge-documents.ts";
import { judgePeople } from "./judge-people.ts";
import { commonValue, settleValues } from "./merge-values.ts";
import { type Repetition, repeatedObligations } from "./repeated-obligations.ts";

export interface DebtorVerdict {
  /** The debtor or one of its rows has an error: it is left out whole, never sent in part (decision 3). */
  readonly isLeftOut: boolean;
  /** Why the debtor is kept out of every load; null for anybody else. */
  readonly heldFor: HoldReason | null;
  /** Issues that only show on the debtor as a whole; each row keeps its own. */
  readonly issues: readonly Issue[];
  /** These three count what is sent of the debtor; if it is left out, all it has. */
  readonly rowCount: number;
  readonly obligationCount: number;
  readonly balanceCents: number;
  /** Obligations that appear more than once in a debtor that is sent: the ones not sent. Empty if it is left out. */
  readonly repetitions: readonly Repetition[];
  /** What is sent of an obligation that is repeated in place of its own values. */
  readonly completed: ReadonlyMap<FieldValues, FieldValues>;
}

const noIssues: readonly Issue[] = Object.freeze([]);
const noRepetitions: readonly Repetition[] = Object.freeze([]);
const noneCompleted: DebtorVerdict["completed"] = new Map();

/** The verdict on a row whose identification cannot be read: it belongs to no debtor. */
export const ofNobody: DebtorVerdict = Object.freeze({
  isLeftOut: true,
  heldFor: null,
  issues: noIssues,
  rowCount: 0,
  obligationCount: 0,
  balanceCents: 0,
  repetitions: noRepetitions,
  completed: noneCompleted,
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

/** Issues of one debtor-level field: required but missing, or different in some of the debtor's rows. */
function judgeField(
  plan: DebtorPlan,
  rows: readonly CheckedRow[],
  first: CheckedRow,
  planned: PlannedField,
): readonly Issue[] {
  const { field } = planned;
  const value = commonValue(rows, planned.key);
  if (value === "") {
    return field.isRequired && planned.placeholder === "" && !hasErrorOn(rows, field.id)
      ? [issueOn(plan, first.row, planned, field.id, "required_missing", {})]
      : noIssues;
  }
  if (value !== null) return noIssues;
  const { value: kept, differing } = settleValues(rows, planned.key, planned.policy);
  const code = planned.policy === "leave_out" ? "debtor_left_out" : "debtor_values_differ";
  return differing.map((row) => issueOn(plan, row.row, planned, field.id, code, { kept, other: row.value }));
}

/**
 * Judges one debtor by all its rows (ascending, all of one identification, from compileRowReader
 * under the same context).
 * `acrossDebtors`: issues that only show next to other debtors, such as those of sharedObligationIssue. The
 * payload is not written here: a review does not need it.
 */
export function judgeDebtor(
  rows: readonly CheckedRow[],
  context: DerivationContext,
  acrossDebtors: readonly Issue[] = noIssues,
): DebtorVerdict {
  const plan = debtorPlanOf(context);
  const first = rows[0];
  // A row without an identification gets no debtor-level issues: the review takes such rows one by one and
  // could not report them, and both must count the same (decision 28).
  if (first === undefined || first.identification === null) return ofNobody;
  const heldFor = context.held?.get(holdKey(first.identification, context.country)) ?? null;
  let issues: Issue[] | null = heldFor === null ? null : heldIssues(plan, rows, heldFor);
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
  // Beyond 2^53 cents a sum is not exact, and an inexact sum is not sent.
  if (!Number.isSafeInteger(balanceCents)) {
    const issue = issueOn(plan, first.row, null, totalBalanceField, "amount_too_large", {
      value: String(balanceCents),
    });
    issues = [...(issues ?? []), issue];
  }
  let repetitions = noRepetitions;
  let completed = noneCompleted;
  if (obligationCount > 1) {
    const repeated = repeatedObligations(rows, obligationCount, plan);
    repetitions = repeated.repetitions;
    completed = repeated.completed;
    if (repeated.issues.length > 0) issues = [...(issues ?? []), ...repeated.issues];
  }
  if (acrossDebtors.length > 0) issues = [...(issues ?? []), ...acrossDebtors];
  if (issues !== null && hasError(issues)) isLeftOut = true;
  const verdict = {
    isLeftOut,
    heldFor,
    // Nobody knows what a row under another header says of its debtor, so debtor-level issues are
    // dropped (decision 36).
    issues: issues === null || rows.some(isOfOtherOrder) ? noIssues : issues,
    rowCount: rows.length,
    obligationCount,
    balanceCents,
    repetitions: noRepetitions,
    completed,
  };
  return isLeftOut || repetitions.length === 0 ? verdict : without(repetitions, verdict);
}

/** On each row, as it is about the whole debtor: counts, filters and row views find it. */
function heldIssues(plan: DebtorPlan, rows: readonly CheckedRow[], why: HoldReason): Issue[] {
  const column = plan.identificationColumn;
  return rows.map(({ row }) => ({
    ...issueOn(plan, row, null, identificationField, "debtor_held", { why }),
    column,
  }));
}

/** The verdict without the repeated obligations. */
function without(repetitions: readonly Repetition[], verdict: DebtorVerdict): DebtorVerdict {
  let { rowCount, obligationCount, balanceCents } = verdict;
  for (const { isWholeRow, obligations, cents } of repetitions) {
    if (isWholeRow) rowCount--;
    obligationCount -= obligations.length;
    balanceCents -= cents;
  }
  return { ...verdict, rowCount, obligationCount, balanceCents, repetitions };
}
