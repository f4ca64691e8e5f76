import type { DecimalMark } from "../../cleaning/decimal.ts";
import type { Finding } from "../finding.ts";
import { likelyShare, percent } from "./share.ts";

/** Cells that prove something about one mark. */
export interface MarkCounts {
  /** It can only be the decimal mark, or the other one can only group. */
  decimals: number;
  /** It can only group thousands. */
  groups: number;
  /** It has three digits behind it and at most three before: a thousand, or one and a bit. */
  open: number;
  /** Open cells that end in 0: read as decimals they would change silently, because a last 0 needs no rounding. */
  openRound: number;
}

export type CountsByMark = Readonly<Record<DecimalMark, MarkCounts>>;

/** The mark that groups thousands if `mark` is the decimal mark. */
export function otherMark(mark: DecimalMark): DecimalMark {
  return mark === "," ? "." : ",";
}

/** Decides the decimal mark by what all cells prove about both. null: no cell has a mark. */
export function decideDecimalMark(counts: CountsByMark): Finding<DecimalMark> | null {
  const commas = counts[","].decimals;
  const dots = counts["."].decimals;
  const deciding = commas + dots;
  if (deciding === 0) return decideOpen(counts[","].open, counts["."].open);
  const value: DecimalMark = commas >= dots ? "," : ".";
  const alternatives = [otherMark(value)];
  const share = Math.max(commas, dots) / deciding;
  if (share < likelyShare) {
    return { value, certainty: "ambiguous", evidence: "decimal_contradictory", params: { commas, dots }, alternatives };
  }
  const { open, openRound } = counts[value];
  // Money has two decimals. Three are those of a program that writes all it has, which never ends in 0, or
  // thousands.
  if (openRound > 0 || open > deciding) {
    const params = { cells: deciding, open };
    return { value, certainty: "ambiguous", evidence: "decimal_thousands", params, alternatives };
  }
  const params = { cells: deciding, share: percent(Math.max(commas, dots), deciding) };
  return { value, certainty: share === 1 ? "sure" : "likely", evidence: "decimal_by_values", params, alternatives };
}

/**
 * 1.234 throughout: grouped thousands are far commoner than three decimals, so they are the first suggestion,
 * and it is asked.
 */
function decideOpen(commas: number, dots: number): Finding<DecimalMark> | null {
  if (commas + dots === 0) return null;
  const value: DecimalMark = dots >= commas ? "," : ".";
  const asked = { value, certainty: "ambiguous", alternatives: [otherMark(value)] } as const;
  return commas > 0 && dots > 0
    ? { ...asked, evidence: "decimal_both_undecided", params: { commas, dots } }
    : { ...asked, evidence: "decimal_undecided", params: { cells: commas + dots } };
}
