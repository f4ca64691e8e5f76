/** How a person arranged the columns of a table. An id that the table does not have is ignored. Widths are px. */
export interface ColumnLayout {
  /** The columns that are not pinned; those that are missing here follow in their usual order. */
  readonly order: readonly string[];
  /** In their order; null: the usual ones. */
  readonly pinned: readonly string[] | null;
  readonly hidden: readonly string[];
  readonly widths: Readonly<Record<string, number>>;
}

export const usualLayout: ColumnLayout = { order: [], pinned: null, hidden: [], widths: {} };

export const minColumnPx = 64;
export const maxColumnPx = 960;

/** `ids` with one of them so many places further on, or back if negative; it stops at the ends. */
export function moved(ids: readonly string[], id: string, by: number): readonly string[] {
  const from = ids.indexOf(id);
  if (from < 0) return ids;
  const others = ids.filter((other) => other !== id);
  const to = Math.min(others.length, Math.max(0, from + by));
  return others.toSpliced(to, 0, id);
}

/** A layout out of storage, where anything may have changed it; null if it is none. */
export function readLayout(stored: unknown): ColumnLayout | null {
  if (typeof stored !== "object" || stored === null) return null;
  const { order, pinned, hidden, widths }: Partial<Record<keyof ColumnLayout, unknown>> = stored;
  if (!isIds(order) || !isIds(hidden) || (pinned !== null && !isIds(pinned))) return null;
  if (typeof widths !== "object" || widths === null) return null;
  const numbers = Object.entries(widths).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  return { order, pinned, hidden, widths: Object.fromEntries(numbers) };
}

function isIds(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((id) => typeof id === "string");
}
