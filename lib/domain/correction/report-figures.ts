/** The debtors in a corrected report's file, compared with the upload it corrects. */
export interface ReportFigures {
  /** Debtors with a row that was in the report. */
  readonly inReport: number;
  /** Debtors whose rows were all added to the report by hand. */
  readonly added: number;
  /** Debtors that did not get in, are in no other upload, and have no row in the file. */
  readonly removed: number;
}
