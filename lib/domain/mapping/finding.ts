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

/** What a column's own cells can say about how they are to be read. */
export type ReadingEvidence =
  /** params: cells that decide, share of them for this mark in percent. */
  | "decimal_by_values"
  /** params: commas, dots: how many cells speak for each. */
  | "decimal_contradictory"
  /** params: cells such as 1.234, which can be a thousand or one and a bit. */
  | "decimal_undecided"
  /** params: columns of the same file that speak for it. */
  | "decimal_by_other_columns"
  /** params: cells that decide, share of them in percent. */
  | "date_by_values"
  /** params: cells whose year stands first. */
  | "date_year_first"
  /** params: dmy, mdy: how many cells are only valid so. */
  | "date_contradictory"
  /** params: cells whose day and month could be swapped. */
  | "date_undecided"
  /** params: columns of the same file that speak for it. */
  | "date_by_other_columns";
