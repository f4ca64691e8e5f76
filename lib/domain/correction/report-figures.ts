/** Whom the file of a corrected report has, next to the upload it is of. */
export interface ReportFigures {
  /** Debtors with a row that the report had. */
  readonly inReport: number;
  /** Debtors all of whose rows somebody wrote into it. */
  readonly added: number;
  /** Debtors that did not get in, that no other upload has, and of whom the file has no row. */
  readonly removed: number;
}
