import { totalBalanceField } from "../fields/catalogue.ts";
import type { IssueCode } from "./issue.ts";

/** Errors of an amount that leave nothing to add up. */
const unreadable: ReadonlySet<string> = new Set<IssueCode>([
  "amount_malformed",
  "amount_ambiguous",
  "amount_too_large",
  "amount_currency",
  "cell_error",
  "formula_without_value",
]);

/**
 * How many obligations have a balance that is in no sum, from the issue groups of all columns. An unreadable
 * cell has one of these errors; what a row under another header owes is unknown.
 */
export function unreadableBalances(
  groups: readonly { readonly code: string; readonly field: string | null; readonly rows: number }[],
): number {
  return groups.reduce(
    (sum, { code, field, rows }) =>
      (field === totalBalanceField && unreadable.has(code)) || code === "row_other_order" ? sum + rows : sum,
    0,
  );
}
