/** Why a file cannot be read: a code of the catalogues (`refusals.<code>`), never a library's own message. */
export type RefusalCode =
  | "empty"
  | "only_header"
  | "report_without_cells"
  | "nothing_readable"
  | "wrong_kind"
  | "password_protected"
  | "corrupt"
  | "truncated"
  | "too_large"
  | "too_many_rows"
  | "too_many_hidden"
  | "too_many_columns"
  | "too_many_entries"
  | "too_many_characters"
  | "doctype"
  | "unexpected";

export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, string | number>>;
}
