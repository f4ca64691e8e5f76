/**
 * How many of the first `pinnedCount` columns stay in view: the first always, each further one while a third of
 * the window is left for the columns that scroll.
 */
export function stickyColumns(widths: readonly number[], pinnedCount: number, windowPx: number): number {
  let px = 0;
  for (let count = 0; count < pinnedCount; count++) {
    px += widths[count] ?? 0;
    if (count > 0 && px > (windowPx * 2) / 3) return count;
  }
  return pinnedCount;
}
