import type { Grid } from "#lib/domain/table/table.ts";

/**
 * Rows that were copied with their reference and given other numbers: another row with the same one still has its own. `renumbered`: the
 * rows with other numbers, and what to call them.
 */
export function copiedRows(
  grid: Grid,
  referenceColumn: number,
  headerRow: number,
  renumbered: ReadonlyMap<number, number>,
): number[] {
  if (renumbered.size === 0) return [];
  const referenceOf = (row: number) => grid.cell(row, referenceColumn).trim();
  const sought = new Set([...renumbered.keys()].map(referenceOf));
  const kept = new Set<string>();
  for (let row = headerRow + 1; row < grid.rowCount; row++) {
    const reference = referenceOf(row);
    if (sought.has(reference) && !renumbered.has(row)) kept.add(reference);
  }
  return [...renumbered].flatMap(([row, place]) => (kept.has(referenceOf(row)) ? [place] : []));
}
