import type { Field, FieldKind } from "../../fields/field.ts";
import type { ColumnProfile } from "./column-profile.ts";

/**
 * Whether a column's values are what a field accepts. `mostly`: enough of them are that a person should be
 * asked. `unknown`: the column is empty.
 */
export type ValueFit = "fits" | "mostly" | "unknown" | "contradicts";

/**
 * Shares of the filled cells that must look like the field's kind. Below 1, because a column may hold
 * placeholders and slips, which the review shows cell by cell; a column of another kind is far below.
 */
const enough: Readonly<Record<FieldKind, number>> = {
  amount: 0.9,
  number: 0.9,
  days: 0.9,
  date: 0.8,
  email: 0.5,
  telephone: 0.5,
  identification: 0.8,
  text: 0.5,
  list: 0,
};

/** The part of `enough` from which on a column is asked about instead of ignored. */
const worthAsking = 0.5;

function numbers(profile: ColumnProfile): number {
  return profile.counts.integers + profile.counts.decimals;
}

/** How many of a column's filled cells look like the field's kind. */
export function fittingCells(field: Field, profile: ColumnProfile): number {
  const { filled, counts } = profile;
  switch (field.kind) {
    case "amount":
    case "number":
      return numbers(profile);
    case "days":
      return Math.min(numbers(profile), counts.smallIntegers + counts.negatives);
    case "date":
      return Math.min(filled, counts.dates + profile.compactDates + profile.countedDays);
    case "email":
      return counts.emails;
    case "telephone":
      return counts.integers >= filled * 0.8 && profile.minDigits >= 5 ? filled : counts.telephoneLike;
    case "identification":
      return Math.min(filled, numbers(profile) + counts.codes + counts.telephoneLike);
    case "text":
      return isLooseText(field) ? filled : counts.texts;
    case "list":
      return filled;
  }
}

/** Whether the cells are of another kind that looks like the field's: dates in digits, telephones, words. */
function isOtherKind(field: Field, profile: ColumnProfile): boolean {
  const { filled, counts } = profile;
  switch (field.kind) {
    case "amount":
      return counts.dates >= filled * 0.5 || counts.telephones >= filled * 0.8;
    case "identification": {
      const isWords = counts.texts - counts.codes > filled * 0.5 && field.level === "debtor" && counts.integers === 0;
      return isWords || counts.emails >= filled * 0.1 || isDates(profile);
    }
    case "text":
      return isDates(profile) || counts.emails >= filled * 0.5;
    default:
      return false;
  }
}

/** Whether the cells are written as the field's rarely are. */
function isUnusual(field: Field, { filled, counts, decimalMark }: ColumnProfile): boolean {
  switch (field.kind) {
    case "amount":
      return counts.percents >= filled * 0.02 || counts.leadingZeros >= filled * 0.05;
    // Days are whole, or a workbook's "33.0"; currencies are money in arrears.
    case "days":
      return counts.currencies > 0;
    case "identification":
      return counts.currencies > filled * 0.1 || decimalMark?.evidence === "decimal_contradictory";
    default:
      return false;
  }
}

/** Whether any value is accepted, as in custom texts and portfolio types; names, addresses and products are words. */
function isLooseText(field: Field): boolean {
  return field.isCustom || field.apiKey === "portfolio_type";
}

function isDates(profile: ColumnProfile): boolean {
  return profile.counts.dates > profile.filled / 2 && profile.dateOrder !== null;
}

/** Compares a column's values with what a field accepts. */
export function valueFit(field: Field, profile: ColumnProfile): ValueFit {
  const { filled, counts } = profile;
  if (filled === 0) return "unknown";
  if (isOtherKind(field, profile)) return "contradicts";
  const fitting = fittingCells(field, profile) / filled;
  const least = enough[field.kind];
  // Codes of letters alone are identifications too, if nearly all cells are such.
  const isCoded = field.kind === "identification" && counts.texts >= filled * least;
  if ((fitting >= least || isCoded) && !isUnusual(field, profile)) return "fits";
  return fitting > 0 && fitting >= least * worthAsking ? "mostly" : "contradicts";
}
