import type { Grid } from "#lib/domain/table/table.ts";

/**
 * Finds rows that somebody copied together with their reference and gave another number: a second row with
 * the same reference still has its own. `renumbered` maps each grid row with another number to its row in the
 * table; the table rows are returned.
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
