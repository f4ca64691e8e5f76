import type { AppErrorCode, AppErrorParams } from "#lib/domain/app-error.ts";

/** What an action answers: codes and values, never a sentence. `unexpected` is a fault of ours; it stands in the log. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: AppErrorCode | "unexpected"; readonly params: AppErrorParams };
