import { formatCents, parseCents } from "../debtors/totals-counter.ts";
import { type ComparedTotals, type ComparisonFigures, comparedGroups } from "./comparison.ts";

/** The money of all groups; decimals with two places. */
export interface ComparedSums {
  readonly balanceBefore: string;
  readonly balance: string;
  /** How much more there is now than before, as a share of before: -0.012 is 1.2 % less. Null: nothing before. */
  readonly growth: number | null;
}

export function comparedSums(groups: ComparisonFigures["debtors"]): ComparedSums {
  const sum = (of: (totals: ComparedTotals) => string) =>
    comparedGroups.reduce((cents, group) => cents + parseCents(of(groups[group])), 0n);
  const before = sum(({ balanceBefore }) => balanceBefore);
  const now = sum(({ balance }) => balance);
  const growth = before === 0n ? null : Number(now - before) / Number(before);
  return { balanceBefore: formatCents(before), balance: formatCents(now), growth };
}
