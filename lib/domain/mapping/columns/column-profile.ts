import type { DateOrder } from "../../cleaning/dates/calendar.ts";
import type { DecimalMark } from "../../cleaning/decimal.ts";
import type { DatedCells } from "../cell-reading.ts";
import type { Finding } from "../finding.ts";
import type { ColumnCounts } from "./column-counts.ts";

/** The kinds that a cell shows by itself and that exclude each other. */
export type NearlyAll = "dates" | "numbers" | "mails";

export interface ColumnProfile {
  /** Cells with a value: not blank, not a spreadsheet's error, not a text for "no value". */
  readonly filled: number;
  readonly counts: ColumnCounts;
  /** Some cells are numbers and others of another kind: the numbers may have slipped in from another column. */
  readonly hasStrayNumbers: boolean;
  /** The order that its dates with a day beyond the 12th prove; null if there are none or they disagree. */
  readonly provenDay: "dmy" | "mdy" | null;
  /** The kind of nearly all cells, if some of the rest are another of these kinds; else null. */
  readonly nearlyAll: NearlyAll | null;
  /** Digits of the longest integer. */
  readonly maxDigits: number;
  readonly minDigits: number;
  /** null if no text cell has a mark: workbook numbers, plain integers, no numbers at all. */
  readonly decimalMark: Finding<DecimalMark> | null;
  /** Cells that are dates without separators, 150126; 0 if too few cells are, so that they may be something else. */
  readonly compactDates: number;
  /** Cells that may be a spreadsheet program's count of days, 46000; 0 if not nearly all are. */
  readonly countedDays: number;
  /** null if no cell is a date in digits whose order shows or has to be known. */
  readonly dateOrder: Finding<DateOrder> | null;
  /** The one order of day and month under which some dates are after the last day that is past; else null. */
  readonly orderAhead: "dmy" | "mdy" | null;
  /** Cells whose thousands are certainly grouped, under the decimal mark that was found. */
  readonly groupedCells: number;
  /** Cells that certainly have digits behind that mark. */
  readonly centCells: number;
  /** The form of the dates whose order matters, in bits; equal if the same program may have written them; 0: none. */
  readonly dateForm: number;
  /** `dateForm` together with the form of dates without separators, if the column has some. */
  readonly orderForm: number;
  /** null if nothing suggests that a spreadsheet program swapped days and months. */
  readonly datedCells: Finding<DatedCells> | null;
}
