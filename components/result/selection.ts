/** Ordinals of the ticked debtors. */
export type Selection = ReadonlySet<number>;

/** Ticks a debtor, or removes its tick. */
export function withToggled(selection: Selection, ordinal: number): Selection {
  const next = new Set(selection);
  if (!next.delete(ordinal)) next.add(ordinal);
  return next;
}

/** Whether all, some or none of these are ticked. */
export function markOf(selection: Selection, ordinals: readonly number[]): boolean | "indeterminate" {
  const count = ordinals.filter((ordinal) => selection.has(ordinal)).length;
  if (count === 0) return false;
  return count === ordinals.length ? true : "indeterminate";
}

/** Only those that can still be chosen: a debtor that has moved to another group loses its tick. */
export function keptOf(selection: Selection, ordinals: readonly number[]): readonly number[] {
  return ordinals.filter((ordinal) => selection.has(ordinal));
}
