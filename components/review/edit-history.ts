import type { CellEdit } from "#lib/domain/mapping/mapping.ts";
import type { IssueCode } from "#lib/domain/validation/issue.ts";

/** How something is done again: the cells written, or all proposals of a group taken. */
export type Deed =
  | { readonly kind: "write"; readonly edits: readonly CellEdit[] }
  | { readonly kind: "fix_group"; readonly code: IssueCode; readonly column: number | null };

/** One thing the user did, and what its cells said before. */
export interface HistoryEntry {
  readonly before: readonly CellEdit[];
  readonly deed: Deed;
}

export interface EditHistory {
  /** Oldest first. */
  readonly done: readonly HistoryEntry[];
  /** What was undone, the next to be done again last. */
  readonly undone: readonly HistoryEntry[];
}

export const noHistory: EditHistory = { done: [], undone: [] };

/** Adds what was just done. What had been undone cannot be done again after it: it belonged to other cells. */
export function record(history: EditHistory, entry: HistoryEntry): EditHistory {
  return { done: [...history.done, entry], undone: [] };
}

/** The deed that takes back the last thing done, and the history after it; null when there is nothing to take back. */
export function undo(history: EditHistory): { deed: Deed; history: EditHistory } | null {
  const entry = history.done.at(-1);
  if (entry === undefined) return null;
  const deed: Deed = { kind: "write", edits: entry.before };
  return { deed, history: { done: history.done.slice(0, -1), undone: [...history.undone, entry] } };
}

/** The deed that does again what was undone last, and the history after it; null when nothing was undone. */
export function redo(history: EditHistory): { deed: Deed; history: EditHistory } | null {
  const entry = history.undone.at(-1);
  if (entry === undefined) return null;
  return { deed: entry.deed, history: { done: [...history.done, entry], undone: history.undone.slice(0, -1) } };
}
