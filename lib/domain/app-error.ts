/**
 * Every code a use case can refuse with. The browser gets the code and its params and looks the words up in
 * `errors.*` of its catalogue.
 */
export const appErrorCodes = [
  "signed_out",
  "forbidden",
  "not_found",
  "invalid",
  "conflict",
  "credentials_wrong",
  "code_needed",
  "code_wrong",
  "link_over",
  "second_factor_needed",
  "reauthentication_needed",
  "throttled",
  "state_moved",
  "fields_differ",
  "mapping_incomplete",
  "chunk_differs",
  "chunk_damaged",
  "chunks_missing",
  "totals_differ",
  "correction_moved",
  "holds_moved",
  "nothing_to_send",
  "superseded",
  "comparison_moved",
  "connection_moved",
  "drift_stopped",
  "declared_differs",
  "part_clashes",
  "close_out_refused",
  "person_under_way",
  "tenant_under_way",
  "tenant_retired",
  "erased",
  "too_large",
  "too_many_open",
  "too_slow",
  "busy",
  "server_refused",
  "remote_unreachable",
] as const;
export type AppErrorCode = (typeof appErrorCodes)[number];

export type AppErrorParams = Readonly<Record<string, string | number | readonly string[]>>;

/**
 * A broken precondition. `params` hold values only: no secrets, no words of a language.
 * For `invalid` they are `{ fields: ["email"], problems: ["email:invalid_format"] }`: paths, and paths with a code.
 */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly params: AppErrorParams;

  constructor(code: AppErrorCode, params: AppErrorParams = {}) {
    super(code);
    this.name = "AppError";
    this.code = code;
    this.params = params;
  }
}
