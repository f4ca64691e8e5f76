import { type LeftOutReason, leftOutKey } from "#lib/domain/validation/left-out-reason.ts";

/** Where the debtors rejected for one reason (`RejectionGroup.key`) are corrected on the page. */
export function correctReasonHref(uploadId: string, key: string): string {
  return `${correctHref(uploadId)}&reason=${key}`;
}

/** Where the debtors left out for one reason are corrected on the page. */
export function correctLeftOutHref(uploadId: string, reason: LeftOutReason): string {
  return `${correctHref(uploadId)}&leftOut=${leftOutKey(reason)}`;
}

/** Where failures of an upload are corrected on the page: all of them, or the debtors with these ordinals. */
export function correctHref(uploadId: string, ordinals: readonly number[] | null = null): string {
  return `/uploads/new?correct=${uploadId}${ordinals === null ? "" : `&debtors=${ordinals.join(",")}`}`;
}
