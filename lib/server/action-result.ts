import type { AppErrorCode, AppErrorParams } from "#lib/domain/app-error.ts";

/**
 * The result of an action: codes and values, never a sentence. `unexpected` is our fault and is logged; `access_lost` is
 * the page's own word for what it did not send again.
 */
export type ActionResult<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: AppErrorCode | "unexpected" | "access_lost"; readonly params: AppErrorParams };
