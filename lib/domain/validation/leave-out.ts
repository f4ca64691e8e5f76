import type { FieldId } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { type Issue, type IssueCode, issueSeverities, type Severity } from "./issue.ts";

/** Warnings about something that a policy or an acceptance decided; to leave the debtors out, change that decision. */
const decidedOtherwise: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "debtor_values_differ",
  "obligation_set_aside",
  "row_accepted",
  "row_above_accepted",
  "document_types_accepted",
  "identification_last_digit_accepted",
]);

/** Warnings that only the page gives: staging would leave nobody out for them. */
const ofThePage: ReadonlySet<IssueCode> = new Set<IssueCode>(["debtor_looks_alike", "obligation_without_debtor"]);

/** Whether the user can leave out the debtors with this warning. An error leaves them out anyway. */
export function canBeLeftOut(code: IssueCode): boolean {
  return issueSeverities[code] === "warning" && !decidedOtherwise.has(code) && !ofThePage.has(code);
}

/** Warnings on a row that is not sent because its debtor has the same obligation in another row. */
export const repetitionCodes: readonly IssueCode[] = ["row_repeated", "obligation_set_aside"];

/** Whether an issue on a row that is not sent is the reason for that. */
export function isReasonLeftOut({ code, severity }: Pick<Issue, "code" | "severity">): boolean {
  return severity === "error" || repetitionCodes.includes(code);
}

/** How serious an issue is under a mapping. */
export type SeverityOf = (code: IssueCode, field: FieldId | null) => Severity;

/**
 * If the mapping leaves out debtors with a warning, that warning becomes an error: only errors keep a
 * debtor from being sent.
 */
export function severitiesUnder({ leftOut = [] }: Pick<Mapping, "leftOut">): SeverityOf {
  if (leftOut.length === 0) return (code) => issueSeverities[code];
  const raised = new Set(leftOut.map(({ code, field }) => `${code} ${field}`));
  return (code, field) =>
    canBeLeftOut(code) && raised.has(`${code} ${field ?? ""}`) ? "error" : issueSeverities[code];
}
