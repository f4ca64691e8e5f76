/** Why a file cannot be read: a code for the catalogues (`refusals.<code>`), never a library's sentence. */
export type RefusalCode =
  | "empty"
  | "only_header"
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
