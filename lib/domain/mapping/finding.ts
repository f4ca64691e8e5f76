/**
 * A conclusion from the file with its evidence, so that a person can judge and change it. `ambiguous`: the
 * values do not decide, so it has to be asked and is never just taken.
 */
export interface Finding<T> {
  readonly value: T;
  readonly certainty: "sure" | "likely" | "ambiguous" | "chosen";
  /** A key of the catalogues (`findings.<evidence>`). */
  readonly evidence: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The other possible values, best first. */
  readonly alternatives: readonly T[];
}

/** Evidence for how a column's cells are to be read: keys of the catalogues, with their params. */
export const readingEvidences = [
  /** {cells} cells decide, {share} percent of them for this mark. */
  "decimal_by_values",
  /** {commas} and {dots}: how many cells support each mark. */
  "decimal_contradictory",
  /** {cells} cells such as 1.234, which can be a thousand or one and a bit. */
  "decimal_undecided",
  /** {dots} cells such as 1.234 and {commas} such as 1,234: under either mark, some are not what they look like. */
  "decimal_both_undecided",
  /** {cells} cells use the mark for decimals, but {open} others have three digits behind it, as thousands do. */
  "decimal_thousands",
  /** {columns} columns of money in the same file group thousands with the other mark. */
  "decimal_by_other_columns",
  /** The column's own header names thousands or millions. */
  "amount_unit_header",
  /** A row beside the data names the unit of all amounts: its {line} and {text}. */
  "amount_unit_row",
  /** The name of the sheet or the file ({by}: sheet or file), {name}, names the unit of all amounts. */
  "amount_unit_name",
  /** The sheet of notes {name} does: its {text}. */
  "amount_unit_notes",
  /**
   * The file names no unit; amounts were multiplied by {factor} the last time these columns came ({whose}: same), in a
   * similar file (other), or in one of another {portfolio} (portfolio).
   */
  "amount_unit_last_time",
  /** The same, and amounts were divided by 100. */
  "amount_cents_last_time",
  /** The column's own header says that amounts have two decimals without a mark, or are cents. */
  "amount_cents_header",
  /** A row beside the data says so: its {line} and {text}. */
  "amount_cents_row",
  /** The name of the sheet or the file says so: {by} and {name}. */
  "amount_cents_name",
  /** The sheet of notes {name} says so: its {text}. */
  "amount_cents_notes",
  /** The column's own header names a factor of 100, which may be what is to be done or what was done. */
  "amount_hundreds_header",
  /** A row beside the data does: its {line} and {text}. */
  "amount_hundreds_row",
  /** The name of the sheet or the file does: {by} and {name}. */
  "amount_hundreds_name",
  /** The sheet of notes {name} does: its {text}. */
  "amount_hundreds_notes",
  /** {cells} cells decide, {share} percent of them for this order. */
  "date_by_values",
  /** {cells} cells have the year first. */
  "date_year_first",
  /** {dmy} and {mdy}: how many cells are valid only in that order. */
  "date_contradictory",
  /** {cells} cells whose day and month could be swapped. */
  "date_undecided",
  /** Only {cells} cells decide, and they may be slips; in {open} others day and month could be swapped. */
  "date_few_decide",
  /** {cells} cells have a year of two digits that could be the day. */
  "date_year_unclear",
  /** In this order, all {cells} cells with a year of two digits are the last day of a month. */
  "date_month_ends",
  /** In this order there are {days} different days and {years} years; the other way round, {days} years. */
  "date_year_by_spread",
  /** In this order, all {cells} cells have one {year}, this one or one beside it, and {days} different days. */
  "date_of_one_year",
  /** {columns} columns of the same file with dates of the same form are in this order. */
  "date_by_other_columns",
  /** In this order, due date plus days in arrears gives the same day in {share} percent of {cells} rows. */
  "date_by_arrears",
  /** Dates with separators support another order than those without, or none. */
  "date_forms_differ",
  /** {cells} cells are numbers as spreadsheet programs count days. */
  "dates_as_numbers",
  /**
   * {texts} texts are beyond the 12th of a month and {dates} dated cells are up to it, such as {sample}: a
   * spreadsheet program may have swapped day and month.
   */
  "dates_maybe_swapped",
] as const;
export type ReadingEvidence = (typeof readingEvidences)[number];
