import { formatCents, parseCents } from "../../debtors/totals-counter.ts";
import { type ComparedGroup, type ComparedTotals, type ComparisonFigures, comparedGroups } from "./comparison.ts";

/** The smallest share of a balance that is told as a figure; a smaller one is told as less than this. */
export const leastShare = 0.0001;

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

/** Debtors and their money; a decimal with two places. */
export interface SumOfDebtors {
  readonly debtors: number;
  readonly balance: string;
}

/** A line of how a portfolio's sum comes about, and that of the file; `now` is null for who is in no file. */
export interface ExplainedSum {
  readonly part: "groups" | "leftOut" | "untold" | "all";
  readonly before: SumOfDebtors;
  readonly now: SumOfDebtors | null;
}

const groupsBefore: readonly ComparedGroup[] = ["changed", "volatile", "same", "gone"];
const groupsNow: readonly ComparedGroup[] = ["new", "changed", "volatile", "same", "returned"];

/**
 * How the sums of all groups lead to those of the whole portfolio before and of the whole file now: every debtor of
 * either is in exactly one line, and the last line is the sum of the others. Empty where the groups are all there is.
 * `leftOut`: what the file has in rows that are left out.
 */
export function explainedSums(
  { debtors, outside }: Pick<ComparisonFigures, "debtors" | "outside">,
  leftOut: SumOfDebtors,
): readonly ExplainedSum[] {
  if (outside === undefined) return [];
  const { balanceBefore, balance } = comparedSums(debtors);
  const count = (groups: readonly ComparedGroup[]) => groups.reduce((sum, group) => sum + debtors[group].debtors, 0);
  const lines: ExplainedSum[] = [
    {
      part: "groups",
      before: { debtors: count(groupsBefore), balance: balanceBefore },
      now: { debtors: count(groupsNow), balance },
    },
  ];
  const before = (of: keyof typeof outside) => ({ debtors: outside[of].debtors, balance: outside[of].balanceBefore });
  if (!isNothing(before("leftOut")) || !isNothing(leftOut))
    lines.push({ part: "leftOut", before: before("leftOut"), now: leftOut });
  if (!isNothing(before("untold"))) lines.push({ part: "untold", before: before("untold"), now: null });
  if (lines.length === 1) return [];
  const all = (of: (line: ExplainedSum) => SumOfDebtors | null) => lines.flatMap((line) => of(line) ?? []).reduce(plus);
  return [...lines, { part: "all", before: all((line) => line.before), now: all(({ now }) => now) }];
}

function plus(a: SumOfDebtors, b: SumOfDebtors): SumOfDebtors {
  return { debtors: a.debtors + b.debtors, balance: formatCents(parseCents(a.balance) + parseCents(b.balance)) };
}

function isNothing({ debtors, balance }: SumOfDebtors): boolean {
  return debtors === 0 && parseCents(balance) === 0n;
}
