import type { ColumnCounts } from "./column-counts.ts";
import type { NearlyAll } from "./column-profile.ts";

/** What was counted of a column. */
export interface Tally {
  readonly filled: number;
  readonly counts: ColumnCounts;
  /** Number cells of a workbook; how many of them are whole, and how many are dates in digits. */
  readonly numberCells: number;
  readonly numberIntegers: number;
  readonly numberDates: number;
}

/** At most two numbers, or one in twenty, and at most half of the cells; beside dates any number cell. */
export function hasStrayNumbers({ filled, counts, numberCells, numberDates }: Tally): boolean {
  const numbers = counts.integers + counts.decimals;
  const isFew = numbers <= Math.max(2, filled * 0.05) && numbers * 2 <= filled;
  return (numbers > 0 && isFew) || (numberCells > 0 && counts.dates > numberDates);
}

/**
 * A few texts of eight digits that are days, among number cells and texts with marks: 20220228 in a column
 * of amounts.
 */
export function hasStrayDays({ filled, counts, numberIntegers, numberDates }: Tally): boolean {
  const plain = counts.integers - numberIntegers;
  const isFew = plain > 0 && plain <= Math.max(2, filled * 0.05) && plain * 3 <= filled;
  return isFew && counts.dates - numberDates === plain && counts.decimals + counts.integers === filled;
}

/**
 * The kind of all cells but two, or one in twenty, and at most a third, if some of those are another of the kinds.
 */
export function kindOfNearlyAll({ filled, counts }: Tally): NearlyAll | null {
  const { dates, emails: mails } = counts;
  const numbers = counts.integers + counts.decimals + counts.currencies + counts.percents;
  const most = Math.min(Math.max(2, filled * 0.05), filled / 3);
  const areFew = (others: number): boolean => others > 0 && others <= most;
  if (numbers + mails > 0 && areFew(filled - dates)) return "dates";
  if (dates + mails > 0 && areFew(filled - numbers)) return "numbers";
  return numbers + dates > 0 && areFew(filled - mails) ? "mails" : null;
}
