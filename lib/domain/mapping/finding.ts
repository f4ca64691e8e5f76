/**
 * Something found out from the file, with the reason, so that a person can judge it and change it.
 * `ambiguous` means the values do not decide: it has to be asked, never taken.
 */
export interface Finding<T> {
  readonly value: T;
  readonly certainty: "sure" | "likely" | "ambiguous" | "chosen";
  /** A code of the catalogues (`findings.<evidence>`). */
  readonly evidence: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The other values it could be, best first. */
  readonly alternatives: readonly T[];
}

/** What a column's own cells can say about how they are to be read: evidences of the catalogues, with their params. */
export const readingEvidences = [
  /** {cells} decide, {share} percent of them for this mark. */
  "decimal_by_values",
  /** {commas} and {dots}: how many cells speak for each. */
  "decimal_contradictory",
  /** {cells} such as 1.234, which can be a thousand or one and a bit. */
  "decimal_undecided",
  /** {dots} such as 1.234 and {commas} such as 1,234: whichever mark it is, some are not what they look like. */
  "decimal_both_undecided",
  /** {cells} use the mark for decimals, but {open} others have three digits behind it, as thousands do. */
  "decimal_thousands",
  /** {columns} of money in the same file group thousands with the other mark. */
  "decimal_by_other_columns",
  /** The column's own header names thousands or millions. */
  "amount_unit_header",
  /** A row beside the data does, for all amounts: its {line} and {text}. */
  "amount_unit_row",
  /** {cells} decide, {share} percent of them for this order. */
  "date_by_values",
  /** {cells} whose year stands first. */
  "date_year_first",
  /** {dmy} and {mdy}: how many cells are only valid so. */
  "date_contradictory",
  /** {cells} whose day and month could be swapped. */
  "date_undecided",
  /** Only {cells} decide, which may be slips, beside {open} whose day and month could be swapped. */
  "date_few_decide",
  /** {cells} with a year of two digits that could be the day. */
  "date_year_unclear",
  /** Read so, all {cells} with a year of two digits are the last day of a month. */
  "date_month_ends",
  /** Read so, there are {days} different days and {years} years; the other way round, that many years. */
  "date_year_by_spread",
  /** Read so, all {cells} are of one {year}, this one or one beside it, and of {days} different days. */
  "date_of_one_year",
  /** {columns} of the same file with dates of the same form speak for it. */
  "date_by_other_columns",
  /** Read so, due date and days in arrears come to the same day in {share} percent of {cells} rows. */
  "date_by_arrears",
  /** Dates with separators speak for another order than those without, or for none. */
  "date_forms_differ",
  /** {cells} are numbers as spreadsheet programs count days. */
  "dates_as_numbers",
  /** {texts} beyond the 12th of a month beside {dates} up to it, such as {sample}: a spreadsheet program may have exchanged day and month. */
  "dates_maybe_swapped",
] as const;
export type ReadingEvidence = (typeof readingEvidences)[number];
