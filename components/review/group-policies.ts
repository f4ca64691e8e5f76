import { conflictPolicyOf } from "#lib/domain/debtors/debtor-plan.ts";
import type { FieldId } from "#lib/domain/fields/field.ts";
import type { AcceptableCode, ConflictPolicy, Mapping } from "#lib/domain/mapping/mapping.ts";
import {
  type AcceptedCode,
  accept,
  isAcceptable,
  isAccepted,
  isAcceptedAlone,
  takeBack,
} from "#lib/domain/validation/accepted.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { canBeLeftOut } from "#lib/domain/validation/leave-out.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";

/** What the user may decide once for all debtors of a group; remembered with the columns. */
export type GroupDecision =
  | { readonly kind: "conflict"; readonly field: FieldId; readonly policy: ConflictPolicy }
  | { readonly kind: "leave_out"; readonly field: FieldId; readonly code: IssueCode; readonly isLeftOut: boolean };

/**
 * Accepts an error that a person has looked at, or takes that back: for the row of one line, or for all rows
 * if no line is given.
 */
export type AcceptDecision =
  | { readonly kind: "accept"; readonly code: AcceptableCode; readonly line?: number }
  | { readonly kind: "take_back"; readonly code: AcceptedCode; readonly line?: number };

/** The day that days in arrears are checked against; undefined: the one found in the file. */
export interface CutOffDecision {
  readonly kind: "cut_off";
  readonly cutOff: Mapping["cutOff"];
}

export type Decision = GroupDecision | AcceptDecision | CutOffDecision;

/** The codes that report rows of one debtor that disagree, under any policy. */
const policyCodes: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "debtor_values_differ",
  "debtor_left_out",
  "obligation_repeated",
  "obligation_set_aside",
]);

/** What can be decided about an error that may be none, or about its acceptance; null for any other issue. */
export function acceptanceOf(code: IssueCode): AcceptDecision | null {
  if (isAcceptable(code)) return { kind: "accept", code };
  return isAccepted(code) ? { kind: "take_back", code } : null;
}

/** The same for the row of one line only. */
export function acceptanceAt(code: IssueCode, line: number, mapping: Mapping): AcceptDecision | null {
  const decision = acceptanceOf(code);
  if (isAccepted(code) && !isAcceptedAlone(mapping, code, line)) return null;
  return decision === null ? null : { ...decision, line };
}

/** The current decision for a group, or null if nothing can be decided for all of it. */
export function decisionOf(
  group: Pick<IssueGroup, "code" | "field">,
  mapping: Mapping,
): GroupDecision | AcceptDecision | null {
  const { code, field } = group;
  const acceptance = acceptanceOf(code);
  if (acceptance !== null || field === null) return acceptance;
  if (policyCodes.has(code)) return { kind: "conflict", field, policy: conflictPolicyOf(mapping, field) };
  if (!canBeLeftOut(code)) return null;
  const isLeftOut = mapping.leftOut?.some((entry) => entry.code === code && entry.field === field) === true;
  return { kind: "leave_out", field, code, isLeftOut };
}

/** The mapping with this decision applied. */
export function decide(mapping: Mapping, decision: Decision): Mapping {
  if (decision.kind === "cut_off") return { ...mapping, cutOff: decision.cutOff };
  if (decision.kind === "accept") return accept(mapping, decision.code, decision.line);
  if (decision.kind === "take_back") return takeBack(mapping, decision.code, decision.line);
  const { field } = decision;
  if (decision.kind === "conflict") {
    const others = mapping.conflicts.filter((conflict) => conflict.field !== field);
    return { ...mapping, conflicts: [...others, { field, policy: decision.policy }] };
  }
  const { code } = decision;
  const others = (mapping.leftOut ?? []).filter((entry) => entry.code !== code || entry.field !== field);
  return { ...mapping, leftOut: decision.isLeftOut ? [...others, { code, field }] : others };
}
