import type { FieldId } from "#lib/domain/fields/field.ts";
import type { ConflictPolicy, Mapping } from "#lib/domain/mapping/mapping.ts";
import { conflictPolicyOf } from "#lib/domain/portfolio/client-plan.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";
import { canBeLeftOut } from "#lib/domain/validation/leave-out.ts";
import type { IssueGroup } from "#lib/spreadsheet/protocol/review.ts";

/** What the user may decide once for all clients of a group; it is remembered with the columns. */
export type GroupDecision =
  | { readonly kind: "conflict"; readonly field: FieldId; readonly policy: ConflictPolicy }
  | { readonly kind: "leave_out"; readonly field: FieldId; readonly code: IssueCode; readonly isLeftOut: boolean };

/** The day that days in arrears are held against; undefined: the one that is found in the file. */
export interface CutOffDecision {
  readonly kind: "cut_off";
  readonly cutOff: Mapping["cutOff"];
}

/** What rows of one client that disagree are told by, whatever the policy. */
const policyCodes: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "client_values_differ",
  "client_left_out",
  "obligation_repeated",
  "obligation_set_aside",
]);

/** How a group is decided now, or null where there is nothing to decide for all of it. */
export function decisionOf(group: Pick<IssueGroup, "code" | "field">, mapping: Mapping): GroupDecision | null {
  const { code, field } = group;
  if (field === null) return null;
  if (policyCodes.has(code)) return { kind: "conflict", field, policy: conflictPolicyOf(mapping, field) };
  if (!canBeLeftOut(code)) return null;
  const isLeftOut = mapping.leftOut?.some((entry) => entry.code === code && entry.field === field) === true;
  return { kind: "leave_out", field, code, isLeftOut };
}

/** The mapping with it decided so. */
export function decide(mapping: Mapping, decision: GroupDecision | CutOffDecision): Mapping {
  if (decision.kind === "cut_off") return { ...mapping, cutOff: decision.cutOff };
  const { field } = decision;
  if (decision.kind === "conflict") {
    const others = mapping.conflicts.filter((conflict) => conflict.field !== field);
    return { ...mapping, conflicts: [...others, { field, policy: decision.policy }] };
  }
  const { code } = decision;
  const others = (mapping.leftOut ?? []).filter((entry) => entry.code !== code || entry.field !== field);
  return { ...mapping, leftOut: decision.isLeftOut ? [...others, { code, field }] : others };
}
