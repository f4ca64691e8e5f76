/**
 * Share of the deciding cells that must support a reading if some oppose it. Below it the column contradicts
 * itself and a person decides; above it the few others are slips, which then show as errors in their cells.
 */
export const likelyShare = 0.99;

/**
 * If a smaller share of the dates decides, those that do may be slips: normally six in ten days are beyond the 12th.
 */
export const decidingShare = 0.02;

/** Percent with one decimal, never rounded up to 100: "100 %" must mean all. */
export function percent(part: number, whole: number): number {
  return Math.floor((part / whole) * 1000) / 10;
}
