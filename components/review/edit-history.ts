import type { CellEdit } from "#lib/domain/mapping/mapping.ts";

/** One thing the user did: which cells it changed, what they said before and what they say since. */
export interface HistoryEntry {
  readonly before: readonly CellEdit[];
  readonly after: readonly CellEdit[];
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

/** The edits that take back the last thing done, and the history after it; null when there is nothing to take back. */
export function undo(history: EditHistory): { edits: readonly CellEdit[]; history: EditHistory } | null {
  const entry = history.done.at(-1);
  if (entry === undefined) return null;
  return { edits: entry.before, history: { done: history.done.slice(0, -1), undone: [...history.undone, entry] } };
}

/** The edits that do again what was undone last, and the history after it; null when nothing was undone. */
export function redo(history: EditHistory): { edits: readonly CellEdit[]; history: EditHistory } | null {
  const entry = history.undone.at(-1);
  if (entry === undefined) return null;
  return { edits: entry.after, history: { done: [...history.done, entry], undone: history.undone.slice(0, -1) } };
}
