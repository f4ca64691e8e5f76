/**
 * Cells of a hundred that must speak for a reading when some speak against it. Below it the column contradicts itself and a
 * person decides; above it the few others are slips, which then show as errors in their cells.
 */
export const likelyShare = 0.99;

/** Below this share of the dates that could decide, those that do may be slips: six of ten days are beyond the 12th. */
export const decidingShare = 0.02;

/** Percent with one decimal, never rounded up to a hundred: "100 %" must mean all. */
export function percent(part: number, whole: number): number {
  return Math.floor((part / whole) * 1000) / 10;
}
