import type { AppErrorCode, AppErrorParams } from "#lib/domain/app-error.ts";

/** The result of an action: codes and values, never a sentence. `unexpected` is our fault and is logged. */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: AppErrorCode | "unexpected"; readonly params: AppErrorParams };
