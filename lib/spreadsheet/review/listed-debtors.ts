import type { CheckedRow } from "#lib/domain/debtors/debtor.ts";
import { debtorPlanOf } from "#lib/domain/debtors/debtor-plan.ts";
import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { sentValue } from "#lib/domain/debtors/merge-values.ts";
import { formatCents } from "#lib/domain/debtors/totals-counter.ts";
import { nameField } from "#lib/domain/fields/catalogue.ts";
import type { Issue } from "#lib/domain/validation/issue.ts";
import type { DebtorDetail, DebtorState, ListedDebtor, ListedObligation } from "../protocol/debtors.ts";
import type { Unit } from "./review-counts.ts";

/** What a page shows of one debtor at most: someone with a thousand obligations is no reason to wait. */
const maxObligations = 200;
const maxProblems = 100;

/** A debtor as the list shows it; null if the unit is a row of no debtor. */
export function listedDebtor(unit: Unit, context: DerivationContext): ListedDebtor | null {
  const { rows, verdict } = unit;
  const [first] = rows;
  if (first === undefined || first.identification === null) return null;
  const problems = problemsOf(unit);
  const name = debtorPlanOf(context).debtor.find(({ field }) => field.id === nameField);
  return {
    row: first.row,
    identification: first.identification,
    name: name === undefined ? "" : sentValue(rows, name),
    state: stateOf(unit, problems),
    rows: rows.length,
    obligations: verdict.obligationCount,
    balance: formatCents(verdict.isLeftOut ? sumOf(rows) : BigInt(verdict.balanceCents)),
    problems: problems.length,
    first: problems[0] ?? null,
  };
}

/** The same debtor with its obligations and problems. */
export function debtorDetail(unit: Unit, context: DerivationContext): DebtorDetail | null {
  const debtor = listedDebtor(unit, context);
  if (debtor === null) return null;
  const lines = new Map(unit.rows.map(({ row, line }) => [row, line]));
  return {
    debtor,
    fields: debtorPlanOf(context).obligation.map(({ field }) => field.id),
    obligations: obligationsOf(unit, context),
    ofObligations: unit.rows.reduce((count, { obligations }) => count + obligations.length, 0),
    problems: problemsOf(unit)
      .slice(0, maxProblems)
      .map((issue) => ({ line: lines.get(issue.row) ?? 0, issue })),
  };
}

function obligationsOf({ rows, verdict }: Unit, context: DerivationContext): ListedObligation[] {
  const { obligation: planned } = debtorPlanOf(context);
  const repeated = new Map(verdict.repetitions.map(({ row, obligations }) => [row, obligations]));
  const listed: ListedObligation[] = [];
  for (const { row, line, obligations } of rows) {
    for (const [place, values] of obligations.entries()) {
      if (listed.length >= maxObligations) return listed;
      const isSent = !verdict.isLeftOut && repeated.get(row)?.includes(place) !== true;
      listed.push({ row, line, values: planned.map(({ key }) => key.read(values)), isSent });
    }
  }
  return listed;
}

/** All issues of a debtor: errors first, then in the order of the file. */
function problemsOf({ rows, verdict }: Unit): readonly Issue[] {
  const issues = [...rows.flatMap((row) => row.issues), ...verdict.issues];
  return issues.sort(
    (left, right) =>
      left.severity.localeCompare(right.severity) || left.row - right.row || columnOf(left) - columnOf(right),
  );
}

function columnOf({ column }: Issue): number {
  return column ?? -1;
}

function stateOf({ verdict }: Unit, problems: readonly Issue[]): DebtorState {
  if (!verdict.isLeftOut) return problems.length === 0 ? "sent" : "warned";
  const errors = problems.filter(({ severity }) => severity === "error");
  return errors.every(({ code }) => code.startsWith("correction_")) ? "held_back" : "left_out";
}

/** Row by row: the sum of one debtor's rows may be more than a number holds exactly. */
function sumOf(rows: readonly CheckedRow[]): bigint {
  return rows.reduce((sum, { balanceCents }) => sum + BigInt(balanceCents), 0n);
}
