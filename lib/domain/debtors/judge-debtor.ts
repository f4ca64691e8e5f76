import { totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import type { Issue, IssueCode } from "../validation/issue.ts";
import type { CheckedRow } from "./debtor.ts";
import { type ClientPlan, clientPlanOf, type PlannedField } from "./debtor-plan.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { judgeDocuments } from "./judge-documents.ts";
import { judgePeople } from "./judge-people.ts";
import { commonValue, settleValues } from "./merge-values.ts";
import { type Repetition, repeatedObligations } from "./repeated-obligations.ts";

export interface ClientVerdict {
  /** An error stands on one of the client's rows or on the client: it is left out whole, a debtor is never sent in part. */
  readonly isLeftOut: boolean;
  /** What only shows on the client as a whole; the rows' own issues stand on the rows. */
  readonly issues: readonly Issue[];
  /** What is sent of the client; of one that is left out, what it has. */
  readonly rowCount: number;
  readonly obligationCount: number;
  readonly balanceCents: number;
  /** What is not sent of a client that is: obligations that stand in it more than once. Empty where it is left out. */
  readonly repetitions: readonly Repetition[];
}

const noIssues: readonly Issue[] = Object.freeze([]);
const noRepetitions: readonly Repetition[] = Object.freeze([]);

/** The verdict on a row whose client cannot be told: it can belong to none. */
export const ofNobody: ClientVerdict = Object.freeze({
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
  plan: ClientPlan,
  row: number,
  planned: PlannedField | null,
  field: FieldId,
  code: IssueCode,
  params: Issue["params"],
): Issue {
  return { row, column: planned?.column ?? null, field, code, severity: plan.severityOf(code, field), params };
}

/** What is wrong with one debtor-level field of the client: missing though demanded, or told differently by some of its rows. */
function judgeField(
  plan: ClientPlan,
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
  const code = planned.policy === "leave_out" ? "client_left_out" : "client_values_differ";
  return differing.map((row) => issueOn(plan, row.row, planned, field.id, code, { kept, other: row.value }));
}

/**
 * Judges one client by all its rows (ascending, all of one identification, of compileRowReader under the same context).
 * `acrossClients`: what only shows beside other clients, as sharedObligationIssue makes it. This is all a review needs; the
 * payload is written only where it is sent.
 */
export function judgeClient(
  rows: readonly CheckedRow[],
  context: DerivationContext,
  acrossClients: readonly Issue[] = noIssues,
): ClientVerdict {
  const plan = clientPlanOf(context);
  const first = rows[0];
  // What nobody's row lacks as a client is not said: the review takes such rows one by one, and both must count the same.
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
  if (acrossClients.length > 0) issues = [...(issues ?? []), ...acrossClients];
  if (issues !== null && hasError(issues)) isLeftOut = true;
  const verdict = {
    isLeftOut,
    // Nobody knows what a row under another header says of its client.
    issues: issues === null || rows.some(isOfOtherOrder) ? noIssues : issues,
    rowCount: rows.length,
    obligationCount,
    balanceCents,
    repetitions: noRepetitions,
  };
  return isLeftOut || repetitions.length === 0 ? verdict : without(repetitions, verdict);
}

/** The same client without what stands in it more than once. */
function without(repetitions: readonly Repetition[], verdict: ClientVerdict): ClientVerdict {
  let { rowCount, obligationCount, balanceCents } = verdict;
  for (const { isWholeRow, obligations, cents } of repetitions) {
    if (isWholeRow) rowCount--;
    obligationCount -= obligations.length;
    balanceCents -= cents;
  }
  return { ...verdict, rowCount, obligationCount, balanceCents, repetitions };
}
