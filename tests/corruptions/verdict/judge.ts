import type { Thing } from "../operators/operator.ts";
import type { Observation, SaidIssue } from "../reading/observation.ts";
import { type Difference, differences, type PlacedTruth } from "./difference.ts";

export const verdicts = ["exact", "harmless", "said", "silent", "invisible"] as const;
export type Verdict = (typeof verdicts)[number];

/** What was done to a file, and which notices of the file report it. */
export interface Damage {
  readonly thing: Thing;
  readonly notices: readonly string[];
  /** Leaves no trace in the file. */
  readonly isInvisible?: true;
  /** Cells were moved to other columns. */
  readonly shifts?: true;
}

export interface Judgement {
  readonly verdict: Verdict;
  /** The differences that nothing reports. */
  readonly silent: readonly Difference[];
}

/** Decision 30 defines what counts as said. */
export function judge(truth: PlacedTruth, observation: Observation, damages: readonly Damage[]): Judgement {
  // Nothing can be sent, and the page gives the reason.
  if (observation.refusal === "unexpected") return failure("a fault of the portal's");
  if (observation.refusal !== null || observation.blockedBy.length > 0) return { verdict: "said", silent: [] };
  const found = differences(truth, observation);
  if (found.length === 0) return { verdict: "exact", silent: [] };
  const open = found.filter((difference) => !isLeftOutWithReason(difference, truth, observation));
  if (open.length === 0) return { verdict: "harmless", silent: [] };
  const untold = open.filter((difference) => !isSaid(difference, observation, damages));
  // Damage without a trace excuses only its own rows and fields, not what was done beside it.
  const silent = untold.filter(
    (difference) => !damages.some((one) => one.isInvisible && covers(one.thing, difference)),
  );
  if (silent.length > 0) return { verdict: "silent", silent };
  return { verdict: untold.length > 0 ? "invisible" : "said", silent };
}

/** The verdict if a program failed instead of answering. */
export function failure(found: string): Judgement {
  return { verdict: "silent", silent: [{ kind: "value", rows: [], lines: [], field: null, expected: "", found }] };
}

/**
 * Whether the row is in the review, left out, with an error on it or on another row of its debtor: of the
 * true one or of the one it was read as.
 */
function isLeftOutWithReason(
  { kind, rows, lines }: Difference,
  truth: PlacedTruth,
  { leftOut, issues, linesOfDebtors: read }: Observation,
): boolean {
  if (kind !== "missing" || !lines.some((line) => leftOut.has(line))) return false;
  const owners = new Set(rows.map((row) => truth.rows[row]?.debtor));
  const own = new Set(truth.rows.flatMap(({ debtor }, row) => (owners.has(debtor) ? (truth.lines[row] ?? []) : [])));
  for (const debtor of read) if (lines.some((line) => debtor.has(line))) for (const line of debtor) own.add(line);
  return issues.some(({ line, severity }) => severity === "error" && own.has(line));
}

function isSaid(difference: Difference, observation: Observation, damages: readonly Damage[]): boolean {
  const { field, lines, kind, found } = difference;
  if (kind === "missing" && lines.some((line) => observation.setAside.has(line))) return true;
  const issues = observation.issues.filter(({ line }) => lines.includes(line));
  if (issues.some((issue) => isAbout(issue, difference))) return true;
  // A shift is reported by any issue saying that its row may be shifted, whichever of its cells showed it.
  const isShifted = kind === "value" && damages.some(({ shifts, thing }) => shifts && covers(thing, difference));
  if (isShifted && issues.some(({ code }) => ofShift.has(code))) return true;
  // The page asks about a column without a place. A value still wrong after a true answer does not count as
  // said: whoever answered would not look again.
  if (field !== null && found === "" && observation.toPlace.has(field)) return true;
  return observation.notices.some(({ code }) =>
    damages.some(({ notices, thing }) => notices.includes(code) && covers(thing, difference)),
  );
}

function covers({ rows, fields, isExtra }: Thing, difference: Difference): boolean {
  if (difference.kind === "extra" && isExtra === true) return true;
  const isRow = rows === "all" || (difference.rows.length > 0 && difference.rows.every((row) => rows.has(row)));
  return isRow && (fields === "all" || difference.field === null || fields.has(difference.field));
}

/** Fields that an issue names besides its own. */
const speaksOf: Readonly<Record<string, readonly string[]>> = {
  days_against_due_date: ["obligation.days_delay", "obligation.expiring_date"],
  payment_in_future: ["obligation.last_pay_date"],
  payment_above_balance: ["obligation.last_pay", "obligation.total_balance", "obligation.balance_payment"],
};
/** Issues about the whole row, or about which obligation it is. */
const ofWholeRow = new Set([
  "row_repeated",
  "obligation_repeated",
  "obligation_set_aside",
  "obligation_of_two_debtors",
  "obligation_without_debtor",
  "debtor_of_two_people",
]);
/** Issues whose text says that the row may be shifted. */
const ofShift = new Set(["text_unlikely", "code_unlikely", "date_from_number", "cell_unlike", "row_perhaps_shifted"]);
/** Fields that identify a row's debtor and obligation. */
const namesRow = new Set(["debtor.Identification", "obligation.id"]);

/** Whether an issue on one of the lines is about this difference. */
function isAbout({ code, field, columnField }: SaidIssue, difference: Difference): boolean {
  if (ofWholeRow.has(code) || (field === null && columnField === null && !ofShift.has(code))) return true;
  if (difference.kind === "extra" || difference.kind === "doubled")
    return field === null ? !ofShift.has(code) : namesRow.has(field);
  // A missing row is reported by what leaves it out, not by an issue on one of its cells.
  if (difference.kind === "missing") return field === null && !ofShift.has(code);
  return [field, columnField, ...(speaksOf[code] ?? [])].includes(difference.field);
}
