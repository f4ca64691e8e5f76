import { type PortfolioThresholds, portfolioThresholdsOf } from "#lib/domain/portfolio/portfolio-thresholds.ts";

export type ThresholdName = keyof PortfolioThresholds;
type ThresholdUnit = "share" | "number" | "count";

/** How a threshold is typed and shown: a `share` from 0 to 1 in per cent, a `count` with or without marks of thousands. */
export const thresholdUnits = {
  goneShare: "share",
  openingGoneShare: "share",
  openingLossShare: "share",
  halfShare: "share",
  balanceFactor: "number",
  knownShare: "share",
  elsewhereShare: "share",
  emptyShare: "share",
  shiftedShare: "share",
  bandWidth: "number",
  closeOutDebtors: "count",
} as const satisfies Record<ThresholdName, ThresholdUnit>;

export const thresholdNames = Object.keys(thresholdUnits).filter(isThresholdName);

export const defaultThresholds: PortfolioThresholds = portfolioThresholdsOf({});

/** The value in the unit in which it is typed: 0.25 of a share is 25. */
export function typedNumber(name: string, stored: number): number {
  return thresholdUnit(name) === "share" ? Number((stored * 100).toFixed(6)) : stored;
}

/** The value of a text as it is stored; NaN, which use cases refuse, if it is no number. */
export function storedNumber(name: string, text: string): number {
  const unit = thresholdUnit(name);
  if (unit === "count")
    return /^\d+$|^\d{1,3}([.,\s]\d{3})+$/.test(text.trim()) ? Number(text.replace(/\D/g, "")) : Number.NaN;
  const plain = text.trim().replace(",", ".");
  if (!/^\d+(?:\.\d+)?$/.test(plain)) return Number.NaN;
  return unit === "share" ? Number((Number(plain) / 100).toFixed(8)) : Number(plain);
}

/** Null: no threshold of today's checks. */
export function thresholdUnit(name: string): ThresholdUnit | null {
  return isThresholdName(name) ? thresholdUnits[name] : null;
}

function isThresholdName(name: string): name is ThresholdName {
  return name in thresholdUnits;
}
