import { type AssembledDebtor, assembleDebtor } from "../debtors/assemble-debtor.ts";
import type { CheckedRow } from "../debtors/debtor.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import type { Issue } from "../validation/issue.ts";
import type { Correction } from "./correction.ts";
import { correctionIssues } from "./correction-issues.ts";

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * One debtor of a corrected report. Who got in, may have got in, or is on the way in a retry is left out. So is, until the user says
 * otherwise, a rejected one of whom nothing new would be said, one that lacks obligations, and one whose rows have other numbers.
 */
export function assembleCorrected(
  rows: readonly CheckedRow[],
  context: DerivationContext,
  correction: Correction,
  acrossDebtors: readonly Issue[] = noIssues,
): AssembledDebtor {
  const alone = assembleDebtor(rows, context, acrossDebtors);
  const issues = correctionIssues(rows, alone, context, correction);
  return issues.length === 0 ? alone : assembleDebtor(rows, context, [...acrossDebtors, ...issues]);
}
