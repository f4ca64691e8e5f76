import { totalBalanceField } from "../fields/catalogue.ts";
import type { IssueCode } from "./issue.ts";

/** Errors of an amount that leave nothing to add up. */
const unreadable: ReadonlySet<IssueCode> = new Set<IssueCode>([
  "amount_malformed",
  "amount_ambiguous",
  "amount_too_large",
  "amount_currency",
  "cell_error",
  "formula_without_value",
]);

/**
 * How many obligations' balances are in no sum, by the issues of each column: a cell that cannot be read has one of these errors, and of a
 * row under another header nobody knows what it owes.
 */
export function unreadableBalances(
  groups: readonly { readonly code: IssueCode; readonly field: string | null; readonly rows: number }[],
): number {
  return groups.reduce(
    (sum, { code, field, rows }) =>
      (field === totalBalanceField && unreadable.has(code)) || code === "row_other_order" ? sum + rows : sum,
    0,
  );
}
