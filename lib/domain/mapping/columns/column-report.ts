import type { DecimalMark } from "../../cleaning/decimal.ts";
import type { AmountUnit, CellReading, DatedCells, DayCount } from "../cell-reading.ts";
import type { Finding } from "../finding.ts";
import type { Misfits } from "./find-misfits.ts";
import type { TellingCell } from "./telling-cells.ts";

export interface RepeatedGroupsReport {
  /** By column: the index of its obligation, from 0; null for all other columns. */
  readonly groups: readonly (number | null)[];
  readonly count: number;
  /** Where the columns belong in that layout. */
  readonly proposals: readonly (ColumnProposal | null)[];
}

/** A column's sum under a reading, and how many of its cells could not be read so. */
export interface ReadingSum {
  /** A decimal with two places. */
  readonly sum: string;
  readonly unreadable: number;
}

export type ReadingSums = Readonly<Record<DecimalMark, ReadingSum>>;

export interface ColumnReport {
  readonly index: number;
  readonly header: string;
  /** Up to three distinct values that are not empty, as the file spells them (at most 200 characters). */
  readonly samples: readonly string[];
  readonly filledRows: number;
  /** The file hides the column. */
  readonly isHidden?: true;
  readonly decimalMark: Finding<"," | "."> | null;
  readonly dateOrder: Finding<"dmy" | "mdy" | "ymd"> | null;
  /** The form, in bits, of the dates whose order that is. */
  readonly orderForm?: number;
  /**
   * Only if the order is open: the one under which some dates are after the day of the reading or the file's
   * cut-off, while under the other none is.
   */
  readonly orderAhead?: "dmy" | "mdy";
  readonly datedCells: Finding<DatedCells> | null;
  /** Only if nearly all cells are numbers as spreadsheet programs count days. */
  readonly dayCount?: Finding<DayCount>;
  /** Cells that read differently under its marks or orders, with their lines; absent if no answer changes any. */
  readonly telling?: readonly TellingCell[];
  /** Its dates, if it has any, have no separators: 150126. */
  readonly hasCompactDates?: true;
  /** Only if its header, a row beside the data or last time's answer gives a unit other than one. */
  readonly amountUnit?: Finding<AmountUnit>;
  /** Only if the column's own cells do not decide its mark. */
  readonly sums?: ReadingSums;
  /** Sums of its amounts as they are written; only if its unit is asked. */
  readonly unitSums?: ReadingSums;
  /**
   * Sums of its amounts in hundredths; only if these are named. Apart, because an amount may have too many
   * digits as written.
   */
  readonly centSums?: ReadingSums;
  /**
   * Of a column of numbers without a name: the other such columns that have smaller ones in nearly all rows; absent if
   * none has.
   */
  readonly largerThan?: readonly number[];
  readonly proposal: ColumnProposal | null;
}

/** Where a column seems to belong and why (`proposals.<reason>` in the catalogues). Doubtful ones need a click. */
export interface ColumnProposal {
  readonly field: string;
  readonly reason: "same_as_last_time" | "synonym" | "values" | "doubtful";
  readonly score: number;
  readonly reading: CellReading;
  /** Set if it is doubtful because some of the column's values are of another kind. */
  readonly misfits?: Misfits;
}
