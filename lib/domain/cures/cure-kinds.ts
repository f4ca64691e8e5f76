import { totalBalanceField } from "../fields/catalogue.ts";
import type { Field } from "../fields/field.ts";
import type { Mapping } from "../mapping/mapping.ts";
import type { IssueCode } from "../validation/issue.ts";

/**
 * What can be done about all rows of a reason at once, in the order of the page. `placeholder`: a value for the
 * field's empty cells, in this file and the next ones; `value`: one text in the cells of the reason.
 */
export const cureKinds = ["proposals", "placeholder", "value", "empty", "policy", "accept", "leave_out"] as const;
export type CureKind = (typeof cureKinds)[number];

type Cures = readonly CureKind[];

/** Each row needs its own answer, or nothing can be decided here. */
const none: Cures = [];
const unreadable: Cures = ["proposals", "value", "empty"];
const doubtful: Cures = ["proposals", "value", "empty", "leave_out"];
/** A number is never one value for many rows. */
const numberUnreadable: Cures = ["proposals"];
const numberDoubtful: Cures = ["proposals", "leave_out"];
const leaveOut: Cures = ["leave_out"];
const policy: Cures = ["policy"];
const accept: Cures = ["accept"];

/** The cures that make sense for each issue, before the reason's field and column are looked at. */
export const curesOfCode = {
  identification_missing: numberUnreadable,
  identification_malformed: numberUnreadable,
  identification_digits_lost: numberUnreadable,
  identification_last_digit: ["proposals", "accept"],
  identification_last_digit_accepted: none,
  identification_check_digit: numberDoubtful,
  code_unlikely: numberDoubtful,
  required_missing: ["placeholder", "value"],
  text_too_long: unreadable,
  email_malformed: unreadable,
  email_slip: doubtful,
  email_several: doubtful,
  email_placeholder: doubtful,
  telephone_malformed: unreadable,
  telephone_digits_lost: unreadable,
  telephone_short: doubtful,
  telephone_several: doubtful,
  amount_malformed: unreadable,
  amount_ambiguous: unreadable,
  amount_currency: unreadable,
  amount_too_large: unreadable,
  amount_rounded: leaveOut,
  amount_negative: doubtful,
  amount_unlikely: doubtful,
  date_malformed: unreadable,
  date_impossible: unreadable,
  date_ambiguous: unreadable,
  date_unlikely: doubtful,
  date_of_two_readings: doubtful,
  date_from_number: doubtful,
  cell_unlike: none,
  cell_perhaps_cut: doubtful,
  days_malformed: unreadable,
  days_negative: doubtful,
  number_malformed: unreadable,
  value_not_allowed: unreadable,
  cell_error: unreadable,
  cell_error_emptied: doubtful,
  value_absent: doubtful,
  formula_without_value: unreadable,
  text_garbled: doubtful,
  text_unlikely: doubtful,
  text_formula: doubtful,
  debtor_looks_alike: none,
  debtor_of_two_people: leaveOut,
  debtor_values_differ: policy,
  debtor_left_out: policy,
  debtor_held: none,
  obligation_repeated: policy,
  obligation_set_aside: policy,
  obligation_of_two_debtors: leaveOut,
  obligation_without_debtor: none,
  row_repeated: leaveOut,
  row_short: accept,
  row_long: accept,
  row_lost_block: none,
  row_perhaps_shifted: leaveOut,
  row_accepted: none,
  row_other_order: none,
  row_above_header: accept,
  row_above_accepted: none,
  document_types_differ: accept,
  document_types_accepted: none,
  payment_above_balance: doubtful,
  days_against_due_date: doubtful,
  payment_in_future: doubtful,
  correction_unchanged: none,
  correction_accepted: none,
  correction_accepted_differs: none,
  correction_renamed: none,
  correction_line_sent: none,
  correction_unconfirmed: none,
  correction_in_retry: none,
  correction_superseded: none,
  correction_fewer: none,
  // The proposal is what the report had there.
  correction_renumbered: numberUnreadable,
  correction_date: numberUnreadable,
  correction_zeros: numberUnreadable,
} as const satisfies Record<IssueCode, Cures>;

/** A group of issues, as far as its cures depend on it. */
export interface CurableReason {
  readonly code: IssueCode;
  readonly column: number | null;
  /** How many of the issues have a proposal. */
  readonly proposals: number;
}

/** The cures of a reason in this file. `field`: the one that it is about; null for none or one that is not loaded. */
export function curesOf(reason: CurableReason, field: Field | null, mapping: Mapping): readonly CureKind[] {
  const ofCode: Cures = curesOfCode[reason.code];
  return ofCode.filter((kind) => isOffered(kind, reason, field, mapping));
}

function isOffered(kind: CureKind, reason: CurableReason, field: Field | null, mapping: Mapping): boolean {
  const { code, column, proposals } = reason;
  if (kind === "proposals") return proposals > 0 && column !== null;
  if (kind === "accept") return true;
  if (field === null) return false;
  if (kind === "policy") return true;
  if (kind === "leave_out") return !isLeftOut(mapping, code, field);
  if (field.kind === "identification") return false;
  if (kind === "placeholder") return field.isRequired;
  // Typed into empty cells of a debtor it would be sent over what an earlier load brought; a placeholder is not.
  if (kind === "value" && code === "required_missing" && field.level === "debtor") return false;
  // The parts of a joined value have no text of their own that could be set.
  if (column === null || mapping.columns[column]?.state !== "field") return false;
  if (kind === "value") return true;
  // Without its value a required field leaves the debtor out all the same, and a debt without a balance is lost money.
  return field.id !== totalBalanceField && (!field.isRequired || placeholderIn(mapping, field) !== null);
}

function isLeftOut({ leftOut = [] }: Mapping, code: IssueCode, { id }: Field): boolean {
  return leftOut.some((entry) => entry.code === code && entry.field === id);
}

/** The value for a field's empty cells; null if there is none. */
export function placeholderIn({ defaults }: Pick<Mapping, "defaults">, { id }: Pick<Field, "id">): string | null {
  return defaults.find(({ field }) => field === id)?.value ?? null;
}
