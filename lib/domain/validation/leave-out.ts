import type { FieldId } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";
import { type IssueCode, issueSeverities, type Severity } from "./issue.ts";

/**
 * Warnings that cannot be told from one row and its mapping alone: differing values have a policy of their own, a repeated row goes
 * with its obligation's error, and the others only the page can raise. Left out by them, the server's totals would differ.
 */
const beyondOneRow: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "client_values_differ",
  "row_repeated",
  "obligation_of_two_clients",
  "days_against_due_date",
]);

/** Whether the clients with such a warning can be left out on purpose. An error leaves them out anyway. */
export function canBeLeftOut(code: IssueCode): boolean {
  return issueSeverities[code] === "warning" && !beyondOneRow.has(code);
}

/** How serious an issue is under a mapping. */
export type SeverityOf = (code: IssueCode, field: FieldId | null) => Severity;

/** Where the mapping leaves clients out for a warning, that warning is an error: one rule keeps a client from being sent. */
export function severitiesUnder({ leftOut = [] }: Pick<Mapping, "leftOut">): SeverityOf {
  if (leftOut.length === 0) return (code) => issueSeverities[code];
  const raised = new Set(leftOut.map(({ code, field }) => `${code} ${field}`));
  return (code, field) =>
    canBeLeftOut(code) && raised.has(`${code} ${field ?? ""}`) ? "error" : issueSeverities[code];
}
