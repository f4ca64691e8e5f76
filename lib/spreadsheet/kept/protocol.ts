/** What the page tells the worker that keeps its unfinished upload. */
export type ToKept =
  /** `file`: to be copied; null for an upload that goes on, whose file is there. */
  | { readonly kind: "begin"; readonly folder: string; readonly file: File | null }
  /** A record for the page's journal. */
  | { readonly kind: "note"; readonly record: unknown }
  | { readonly kind: "end" };

export type FromKept =
  /** The file and everything noted before it are on the disk. */
  | { readonly kind: "whole" }
  | { readonly kind: "failed"; readonly isFull: boolean }
  /** Nothing is written any more. */
  | { readonly kind: "ended" };

/** The record that says that the file's copy is whole. */
export interface WholeRecord {
  readonly isWhole: true;
}

/** Whether writing failed because the disk, or the browser's share of it, is full. */
export function isFull(error: unknown): boolean {
  return error instanceof DOMException && error.name === "QuotaExceededError";
}
