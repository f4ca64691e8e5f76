import type { Field } from "../fields/field.ts";
import type { ColumnProfile } from "./column-profile.ts";

/** Whether a column's values are what a field takes. `unknown`: the column is empty. */
export type ValueFit = "fits" | "unknown" | "contradicts";

function numbers(profile: ColumnProfile): number {
  return profile.counts.integers + profile.counts.decimals;
}

/**
 * Shares of the filled cells that must look like the field's kind. Below one, because a column may hold placeholders and slips,
 * which the review shows cell by cell; a column of another kind is far below.
 */
function isFit(field: Field, profile: ColumnProfile): boolean {
  const { filled, counts } = profile;
  const share = (count: number): number => count / filled;
  switch (field.kind) {
    case "amount":
      return (
        share(numbers(profile)) >= 0.9 &&
        share(counts.percents) < 0.02 &&
        share(counts.dates) < 0.5 &&
        share(counts.leadingZeros) < 0.05 &&
        share(counts.telephones) < 0.8
      );
    case "number":
      return share(numbers(profile)) >= 0.9;
    case "days":
      // Whole days, or a workbook's "33.0"; cents or currencies are money in arrears.
      return (
        share(numbers(profile)) >= 0.9 &&
        counts.currencies === 0 &&
        share(counts.smallIntegers) + share(counts.negatives) >= 0.9
      );
    case "date":
      return share(counts.dates) >= 0.8;
    case "email":
      return share(counts.emails) >= 0.5;
    case "telephone":
      return share(counts.telephoneLike) >= 0.5 || (share(counts.integers) >= 0.8 && profile.minDigits >= 5);
    case "identification": {
      const isCoded =
        share(numbers(profile) + counts.codes + counts.telephoneLike) >= 0.8 || share(counts.texts) >= 0.8;
      const isMoney = share(counts.currencies) > 0.1 || profile.decimalMark?.evidence === "decimal_contradictory";
      const hasWords = share(counts.texts - counts.codes) > 0.5 && field.level === "debtor" && counts.integers === 0;
      return isCoded && !isMoney && !hasWords && share(counts.emails) < 0.1 && !isDates(profile);
    }
    case "text":
      return !isDates(profile) && share(counts.emails) < 0.5 && (share(counts.texts) >= 0.5 || isLooseText(field));
    case "list":
      return true;
  }
}

/** A custom text may hold anything; names, addresses and products are words. */
function isLooseText(field: Field): boolean {
  return field.isCustom || field.apiKey === "portfolio_type";
}

function isDates(profile: ColumnProfile): boolean {
  return profile.counts.dates > profile.filled / 2 && profile.dateOrder !== null;
}

export function valueFit(field: Field, profile: ColumnProfile): ValueFit {
  if (profile.filled === 0) return "unknown";
  return isFit(field, profile) ? "fits" : "contradicts";
}
