import { type AssembledDebtor, assembleDebtor } from "../debtors/assemble-debtor.ts";
import type { CheckedRow } from "../debtors/debtor.ts";
import type { DerivationContext } from "../debtors/derivation-context.ts";
import type { Issue } from "../validation/issue.ts";
import type { Correction } from "./correction.ts";
import { correctionIssues } from "./correction-issues.ts";

const noIssues: readonly Issue[] = Object.freeze([]);

/**
 * Assembles one debtor of a corrected report; correctionIssues decides who is left out (decisions 16, 23,
 * 34). Always left out: a debtor that was accepted with the same data, is unconfirmed, or is in a retry or a
 * younger upload. Left out until the user chooses otherwise: one that was accepted with other data, is
 * rejected and unchanged, has fewer obligations than before, or has rows under other numbers.
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
