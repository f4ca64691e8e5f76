import { centsOf } from "../cleaning/amount.ts";
import { obligationIdField } from "../fields/catalogue.ts";
import type { ConflictPolicy } from "../mapping/mapping.ts";
import type { Issue, IssueCode } from "../validation/issue.ts";
import type { CheckedRow, FieldValues } from "./debtor.ts";
import type { DebtorPlan } from "./debtor-plan.ts";
import { agree, completed, isFilled } from "./partly-filled.ts";
import type { SlotReader } from "./slot-values.ts";

/** The obligations of one row that are not sent because the debtor has them elsewhere. The debtor itself is sent. */
export interface Repetition {
  /** Row of the table. */
  readonly row: number;
  /** Positions of these obligations in the row, ascending. */
  readonly obligations: readonly number[];
  readonly cents: number;
  /** Nothing of the row is sent: the debtor has all its obligations elsewhere. */
  readonly isWholeRow: boolean;
}

export interface RepeatedObligations {
  readonly issues: readonly Issue[];
  /** Ascending by row. */
  readonly repetitions: readonly Repetition[];
  /** What is sent of an obligation in place of its own values: with those that its other occurrences have. */
  readonly completed: ReadonlyMap<FieldValues, FieldValues>;
}

const none: RepeatedObligations = Object.freeze({
  issues: Object.freeze([]),
  repetitions: Object.freeze([]),
  completed: new Map(),
});

interface Occurrence {
  readonly row: CheckedRow;
  readonly place: number;
  readonly values: FieldValues;
  /** The first occurrence of the same obligation that it agrees with; null if this is it. */
  readonly alike: Occurrence | null;
  /** Of such a first one: its values, with those that the others have where it has placeholders. */
  merged: FieldValues;
}

/** Up to this many, comparing every pair costs less than a map; most debtors have two or three. */
const fewObligations = 8;

/** Whether any obligation number appears twice. Usually not, so this allocates nothing. */
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

function occurrencesById(rows: readonly CheckedRow[], id: SlotReader): Map<string, Occurrence[]> {
  const byId = new Map<string, Occurrence[]>();
  for (const row of rows) {
    for (const [place, values] of row.obligations.entries()) {
      const number = id.read(values);
      if (number === "") continue;
      const before = byId.get(number) ?? [];
      if (before.length === 0) byId.set(number, before);
      const alike = before.find((other) => other.alike === null && agree(other.merged, values)) ?? null;
      if (alike !== null) alike.merged = completed(alike.merged, values);
      before.push({ row, place, values, alike, merged: values });
    }
  }
  return byId;
}

/**
 * The first of the occurrences that the policy chooses; null if it chooses none. "Most frequent" needs a leader: of
 * two that differ neither leads, and taking the first would be a guess (decision 13). What agrees with several that
 * differ, because it has a placeholder there, speaks for none.
 */
function chosenOf(occurrences: readonly Occurrence[], policy: ConflictPolicy): Occurrence | null {
  const firsts = occurrences.filter(({ alike }) => alike === null);
  if (policy === "first" || firsts.length === 1) return firsts[0] ?? null;
  if (policy === "leave_out") return null;
  const told = occurrences
    .filter(({ values }) => firsts.filter(({ merged }) => agree(merged, values)).length === 1)
    .map((other) => other.alike ?? other);
  if (policy === "last") return told.at(-1) ?? null;
  const counts = new Map<Occurrence, number>();
  for (const first of told) counts.set(first, (counts.get(first) ?? 0) + 1);
  const [best, next] = [...counts].sort((a, b) => b[1] - a[1]);
  return best === undefined || best[1] === next?.[1] ? null : best[0];
}

/**
 * Obligations that appear more than once in one debtor; the CRM would keep one of them, and nobody knows
 * which. If all values are equal, one is sent and the others get a warning. If not, the plan's policy chooses
 * one or the debtor is left out (decision 13).
 * Issues are on what is not sent and name the line that is. `count`: obligations in the rows.
 */
export function repeatedObligations(rows: readonly CheckedRow[], count: number, plan: DebtorPlan): RepeatedObligations {
  if (count <= fewObligations && !hasRepeated(rows, plan.obligationId)) return none;
  const issues: Issue[] = [];
  const repeated = new Map<CheckedRow, number[]>();
  const sentValues = new Map<FieldValues, FieldValues>();
  const add = ({ row }: Occurrence, code: IssueCode, params: Issue["params"]): void => {
    const severity = plan.severityOf(code, obligationIdField);
    issues.push({ row: row.row, column: plan.obligationIdColumn, field: obligationIdField, code, severity, params });
  };
  for (const [obligation, occurrences] of occurrencesById(rows, plan.obligationId)) {
    if (occurrences.length === 1) continue;
    const chosen = chosenOf(occurrences, plan.repeatedPolicy);
    const isChosen = (other: Occurrence) => chosen !== null && (other.alike ?? other) === chosen;
    // The balance that is sent is one that its row counts, and not a placeholder: totals are added up row by row.
    const against =
      occurrences.find((other) => isChosen(other) && !isFilled(other.values, plan.balance.key)) ??
      chosen ??
      occurrences[0];
    if (chosen !== null && against !== undefined) sentValues.set(against.values, chosen.merged);
    for (const other of occurrences) {
      if (against === undefined || other === against) continue;
      const { line } = against.row;
      if (isChosen(other)) add(other, "row_repeated", { obligation, line });
      else add(other, chosen === null ? "obligation_repeated" : "obligation_set_aside", { obligation, line });
      const places = repeated.get(other.row);
      if (places === undefined) repeated.set(other.row, [other.place]);
      else places.push(other.place);
    }
  }
  if (issues.length === 0) return none;
  return {
    issues: issues.sort((a, b) => a.row - b.row),
    repetitions: [...repeated]
      .sort(([a], [b]) => a.row - b.row)
      .map(([row, places]) => repetitionOf(row, places, plan)),
    completed: sentValues,
  };
}

function repetitionOf(row: CheckedRow, places: readonly number[], { balance }: DebtorPlan): Repetition {
  let cents = 0;
  for (const place of places) {
    const values = row.obligations[place];
    const amount = values === undefined ? "" : balance.read(values);
    if (amount !== "") cents += centsOf(amount);
  }
  return {
    row: row.row,
    obligations: places.toSorted((a, b) => a - b),
    cents,
    isWholeRow: places.length === row.obligations.length,
  };
}
