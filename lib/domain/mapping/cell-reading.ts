import { z } from "zod";

/**
 * Whether a workbook's date cells are right or have day and month swapped; `swapped_texts` is the same for
 * the texts of a file whose year of four digits comes first. Apart, because a date that a person corrects is
 * a text and means what it says.
 */
export const datedCellsSchema = z.enum(["kept", "swapped", "swapped_texts"]);
export type DatedCells = z.infer<typeof datedCellsSchema>;

/**
 * The year from which a spreadsheet program counted the days that are its dates: Excel's own 1900, or 1904 of
 * old Mac workbooks.
 */
export const dayCountSchema = z.enum(["1900", "1904"]);
export type DayCount = z.infer<typeof dayCountSchema>;

/**
 * What an amount of 1 means: itself, or a hundred, a thousand, a million or a hundredth of the currency, as the
 * file's header or a title says.
 */
export const amountUnitSchema = z.enum(["written", "hundreds", "thousands", "millions", "hundredths"]);
export type AmountUnit = z.infer<typeof amountUnitSchema>;

/** How a column's cells are read if the text alone can mean two things. Always explicit once decided. */
export const cellReadingSchema = z.object({
  /** The decimal mark of amounts; the other mark groups thousands. */
  decimalMark: z.enum([",", "."]).optional(),
  amountUnit: amountUnitSchema.optional(),
  /** The unit that the file named when `amountUnit` was answered; "written" if none. */
  namedUnit: amountUnitSchema.optional(),
  dateOrder: z.enum(["dmy", "mdy", "ymd"]).optional(),
  /**
   * The form of the dates that the order was known for, in bits (separator, digits of the year; see
   * DateEvidence and CompactDates): dates of another form are asked about again.
   */
  orderForm: z.number().int().min(0).max(255).optional(),
  datedCells: datedCellsSchema.optional(),
  /**
   * Numbers of five digits, in texts too, are days of this count. If absent, only a workbook's numbers are,
   * of its own count.
   */
  dayCount: dayCountSchema.optional(),
  /** The workbook counts its days from 1904. Only for this file. */
  isFrom1904: z.boolean().optional(),
  /**
   * The column's dates have no separators: 150126, or 50126 as a number, is a date and no day of Excel's.
   * Only for this file.
   */
  hasCompactDates: z.boolean().optional(),
  /** The column's dates contradict each other: one that can be read both ways gets a warning. Only for this file. */
  hasBothOrders: z.boolean().optional(),
  /**
   * Some cells are numbers among others: one that is read as a date or a name gets a warning, and so does a
   * day in eight digits among amounts. Only for this file.
   */
  hasStrayNumbers: z.boolean().optional(),
});
export type CellReading = z.infer<typeof cellReadingSchema>;
