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

/** A phone's window. */
const narrowPx = 480;

/**
 * So many px of the sticky columns scroll out of view before they stay: on a phone the first one, where all of them
 * would take more than half of the window.
 */
export function leavingPx(widths: readonly number[], stickyCount: number, windowPx: number): number {
  const px = widths.slice(0, stickyCount).reduce((sum, width) => sum + width, 0);
  return windowPx < narrowPx && stickyCount > 1 && px * 2 > windowPx ? (widths[0] ?? 0) : 0;
}
