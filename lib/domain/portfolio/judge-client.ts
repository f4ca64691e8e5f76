import { totalBalanceField } from "../fields/catalogue.ts";
import type { FieldId } from "../fields/field.ts";
import { type Issue, type IssueCode, issueSeverities } from "../validation/issue.ts";
import { clientPlanOf, type PlannedField } from "./client-plan.ts";
import type { CheckedRow } from "./debtor.ts";
import type { DerivationContext } from "./derivation-context.ts";
import { commonValue, settleValues } from "./merge-values.ts";
import { repeatedObligations } from "./repeated-obligations.ts";

export interface ClientVerdict {
  /** An error stands on one of the client's rows or on the client: it is left out whole, a debtor is never sent in part. */
  readonly isLeftOut: boolean;
  /** What only shows on the client as a whole; the rows' own issues stand on the rows. */
  readonly issues: readonly Issue[];
  readonly obligationCount: number;
  readonly balanceCents: number;
}

const noIssues: readonly Issue[] = Object.freeze([]);

function hasErrorOn(rows: readonly CheckedRow[], field: FieldId): boolean {
  return rows.some((row) => row.issues.some((issue) => issue.field === field && issue.severity === "error"));
}

function hasError(issues: readonly Issue[]): boolean {
  return issues.length > 0 && issues.some((issue) => issue.severity === "error");
}

function issueOn(
  row: number,
  planned: PlannedField | null,
  field: FieldId,
  code: IssueCode,
  params: Issue["params"],
): Issue {
  return { row, column: planned?.column ?? null, field, code, severity: issueSeverities[code], params };
}

/** What is wrong with one debtor-level field of the client: missing though demanded, or told differently by its rows. */
function judgeField(rows: readonly CheckedRow[], first: CheckedRow, planned: PlannedField): Issue | null {
  const { field } = planned;
  const value = commonValue(rows, planned.key);
  if (value === "") {
    return field.isRequired && !hasErrorOn(rows, field.id)
      ? issueOn(first.row, planned, field.id, "required_missing", {})
      : null;
  }
  if (value !== null) return null;
  const { value: kept, differing } = settleValues(rows, planned.key, planned.policy);
  if (differing === null) return null;
  const code = planned.policy === "leave_out" ? "client_left_out" : "client_values_differ";
  return issueOn(differing.row, planned, field.id, code, { kept, other: differing.value });
}

/**
 * Judges one client by all its rows (ascending, all of one identification, of compileRowReader under the same context).
 * This is all a review needs; the payload is written only where it is sent.
 */
export function judgeClient(rows: readonly CheckedRow[], context: DerivationContext): ClientVerdict {
  const plan = clientPlanOf(context);
  const first = rows[0];
  if (first === undefined) return { isLeftOut: true, issues: noIssues, obligationCount: 0, balanceCents: 0 };
  let issues: Issue[] | null = null;
  for (const planned of plan.debtor) {
    const issue = judgeField(rows, first, planned);
    if (issue !== null) issues = [...(issues ?? []), issue];
  }
  let obligationCount = 0;
  let balanceCents = 0;
  let isLeftOut = first.identification === null;
  for (const row of rows) {
    if (hasError(row.issues)) isLeftOut = true;
    obligationCount += row.obligations.length;
    balanceCents += row.balanceCents;
  }
  // Beyond 2^53 cents a sum is no longer exact; what is not exact is not sent.
  if (!Number.isSafeInteger(balanceCents)) {
    const issue = issueOn(first.row, null, totalBalanceField, "amount_too_large", { value: String(balanceCents) });
    issues = [...(issues ?? []), issue];
  }
  if (obligationCount > 1) {
    const repeated = repeatedObligations(rows, obligationCount, plan.obligationId, plan.obligationIdColumn);
    if (repeated.length > 0) issues = [...(issues ?? []), ...repeated];
  }
  if (issues !== null && hasError(issues)) isLeftOut = true;
  return { isLeftOut, issues: issues ?? noIssues, obligationCount, balanceCents };
}
