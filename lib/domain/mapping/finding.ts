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
  /** {columns} of the same file speak for it. */
  "decimal_by_other_columns",
  /** {cells} decide, {share} percent of them for this order. */
  "date_by_values",
  /** {cells} whose year stands first. */
  "date_year_first",
  /** {dmy} and {mdy}: how many cells are only valid so. */
  "date_contradictory",
  /** {cells} whose day and month could be swapped. */
  "date_undecided",
  /** {columns} of the same file speak for it. */
  "date_by_other_columns",
] as const;
export type ReadingEvidence = (typeof readingEvidences)[number];
