import type { FieldId } from "../fields/field.ts";

/** An error keeps its client from being sent; a warning does not. */
export type Severity = "error" | "warning";

/**
 * Something wrong, or doubtful, with one cell, one row or one client. Several may stand on one cell.
 * The words are in lib/i18n by `code`, so `params` holds only values (never words of a language).
 */
export interface Issue {
  /** Row of the table, from 0. */
  readonly row: number;
  /** Column of the table, or null where no column is at fault (a required field that nothing is mapped to). */
  readonly column: number | null;
  readonly field: FieldId | null;
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
  /** What the cell should probably say; the page offers it. */
  readonly proposal?: string;
}

/** Every issue there is, with its severity. Its words stand in the catalogues under `issues.<code>`. */
export const issueSeverities = {
  identification_missing: "error",
  identification_malformed: "error",
  identification_digits_lost: "error",
  identification_check_digit: "warning",
  code_unlikely: "warning",
  required_missing: "error",
  text_too_long: "error",
  email_malformed: "error",
  email_slip: "warning",
  email_several: "warning",
  email_placeholder: "warning",
  telephone_malformed: "error",
  telephone_digits_lost: "error",
  telephone_short: "warning",
  telephone_several: "warning",
  amount_malformed: "error",
  amount_ambiguous: "error",
  amount_too_large: "error",
  amount_rounded: "warning",
  amount_negative: "warning",
  date_malformed: "error",
  date_impossible: "error",
  date_ambiguous: "error",
  date_unlikely: "warning",
  date_of_two_readings: "warning",
  date_from_number: "warning",
  cell_unlike: "warning",
  days_malformed: "error",
  days_negative: "warning",
  number_malformed: "error",
  value_not_allowed: "error",
  cell_error: "error",
  cell_error_emptied: "warning",
  value_absent: "warning",
  formula_without_value: "error",
  text_garbled: "warning",
  text_unlikely: "warning",
  text_formula: "warning",
  client_looks_alike: "warning",
  client_of_two_people: "warning",
  client_values_differ: "warning",
  client_left_out: "error",
  obligation_repeated: "error",
  obligation_set_aside: "warning",
  obligation_of_two_clients: "warning",
  obligation_without_client: "warning",
  row_repeated: "warning",
  row_short: "error",
  row_long: "error",
  row_accepted: "warning",
  document_types_differ: "error",
  document_types_accepted: "warning",
  payment_above_balance: "warning",
  days_against_due_date: "warning",
  correction_unchanged: "error",
  correction_accepted: "error",
  correction_accepted_differs: "error",
  correction_renamed: "error",
  correction_unconfirmed: "error",
  correction_in_retry: "error",
  correction_superseded: "error",
  correction_fewer: "error",
  correction_renumbered: "error",
  correction_zeros: "error",
} as const satisfies Record<string, Severity>;

export type IssueCode = keyof typeof issueSeverities;

/** Which values `params` carries, by code: what its sentence in the catalogues may name. */
export const issueParams = {
  identification_missing: [],
  identification_malformed: ["value"],
  identification_digits_lost: ["value"],
  identification_check_digit: ["found", "expected"],
  code_unlikely: ["value"],
  required_missing: [],
  text_too_long: ["length", "max"],
  email_malformed: ["value"],
  email_slip: ["value"],
  email_several: ["count", "kept"],
  email_placeholder: ["value"],
  telephone_malformed: ["value"],
  telephone_digits_lost: ["value"],
  telephone_short: ["value", "digits"],
  telephone_several: ["count", "kept"],
  amount_malformed: ["value"],
  amount_ambiguous: ["value"],
  amount_too_large: ["value"],
  amount_rounded: ["from", "to"],
  amount_negative: ["value"],
  date_malformed: ["value"],
  date_impossible: ["value"],
  date_ambiguous: ["value"],
  date_unlikely: ["value"],
  date_of_two_readings: ["from", "to"],
  date_from_number: ["from", "to"],
  cell_unlike: ["value"],
  days_malformed: ["value"],
  days_negative: ["value"],
  number_malformed: ["value"],
  value_not_allowed: ["value"],
  cell_error: ["value"],
  cell_error_emptied: ["value"],
  value_absent: ["value"],
  formula_without_value: [],
  text_garbled: ["value"],
  text_unlikely: ["value"],
  text_formula: ["value"],
  client_looks_alike: ["other"],
  client_of_two_people: ["other", "line"],
  client_values_differ: ["kept", "other"],
  client_left_out: ["kept", "other"],
  obligation_repeated: ["obligation", "line"],
  obligation_set_aside: ["obligation", "line"],
  obligation_of_two_clients: ["obligation", "other"],
  obligation_without_client: ["obligation", "line"],
  row_repeated: ["obligation", "line"],
  row_short: ["cells", "expected"],
  row_long: ["cells", "expected"],
  row_accepted: ["cells", "expected"],
  document_types_differ: ["type", "other", "line"],
  document_types_accepted: ["type", "other", "line"],
  payment_above_balance: ["payment", "balance"],
  days_against_due_date: ["days", "expected"],
  correction_unchanged: ["at"],
  correction_accepted: [],
  correction_accepted_differs: [],
  correction_renamed: [],
  correction_unconfirmed: [],
  correction_in_retry: [],
  correction_superseded: [],
  correction_fewer: ["found", "expected"],
  correction_renumbered: [],
  correction_zeros: ["known"],
} as const satisfies Record<IssueCode, readonly string[]>;
