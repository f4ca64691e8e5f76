import type { DateOrder } from "../../cleaning/dates/date.ts";
import type { DecimalMark } from "../../cleaning/decimal.ts";
import type { Finding } from "../finding.ts";
import type { DatedCells } from "../mapping.ts";

/** What a column's cells are, counted over all of them. A cell can count in several: 3001234567 is an integer and a telephone. */
export interface ColumnCounts {
  /** Whole numbers without a sign, a mark or a currency. */
  readonly integers: number;
  /** Numbers with a mark, a sign or a currency: what only an amount or a decimal can be. */
  readonly decimals: number;
  readonly currencies: number;
  readonly percents: number;
  /** In any style: -1, 1-, (1). */
  readonly negatives: number;
  readonly parentheses: number;
  readonly dates: number;
  readonly emails: number;
  /** Colombian mobiles and landlines, or anything that begins with + and has 8 to 15 digits. */
  readonly telephones: number;
  /** Digits with telephone punctuation, 7 to 13 of them. */
  readonly telephoneLike: number;
  readonly leadingZeros: number;
  /** Cells with letters that are none of the above. */
  readonly texts: number;
  /** Those of the texts that have digits too, and no blank: AB-1234. */
  readonly codes: number;
  /** Integers of one to four digits: days, counts, codes. */
  readonly smallIntegers: number;
  readonly zeros: number;
}

/** The kinds of which a cell shows by itself that it is one and not the other. */
export type NearlyAll = "dates" | "numbers" | "mails";

export interface ColumnProfile {
  /** Cells with a value: neither blank, nor a spreadsheet's error, nor a text that says there is none. */
  readonly filled: number;
  readonly counts: ColumnCounts;
  /** Some are numbers and others are of another kind, so that these may have slipped in from another column. */
  readonly hasStrayNumbers: boolean;
  /** Whether some of its dates have a day beyond the 12th, and all of those in this order. */
  readonly provenDay: "dmy" | "mdy" | null;
  /** Nearly all are of this kind and some of the other; null where no such thing can be said. */
  readonly nearlyAll: NearlyAll | null;
  /** Longest run of digits among the integers. */
  readonly maxDigits: number;
  readonly minDigits: number;
  /** null where no cell's marks could be read two ways: workbook numbers, plain integers, no numbers at all. */
  readonly decimalMark: Finding<DecimalMark> | null;
  /** Cells that are dates without separators, 150126; 0 where they may as well be something else. */
  readonly compactDates: number;
  /** Cells that may be days as a spreadsheet program counts them, 46000; 0 where not nearly all are. */
  readonly countedDays: number;
  /** null where no text cell is a date in digits. */
  readonly dateOrder: Finding<DateOrder> | null;
  /** Cells whose thousands are certainly grouped, by the mark that groups beside the decimal mark that was found. */
  readonly groupedCells: number;
  /** The forms of the dates whose order matters, equal where the same program may have written them; 0: none. */
  readonly dateForm: number;
  /** The same with dates without separators, where the column has some. */
  readonly orderForm: number;
  /** null where nothing says that a spreadsheet program has exchanged days and months. */
  readonly datedCells: Finding<DatedCells> | null;
}
