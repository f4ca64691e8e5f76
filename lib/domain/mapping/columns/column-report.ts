import type { DecimalMark } from "../../cleaning/decimal.ts";
import type { Finding } from "../finding.ts";
import type { AmountUnit, CellReading, DatedCells, DayCount } from "../mapping.ts";
import type { Misfits } from "./find-misfits.ts";
import type { TellingCell } from "./telling-cells.ts";

export interface RepeatedGroupsReport {
  /** By column: the obligation it tells of, from 0; null for a column of the debtor. */
  readonly groups: readonly (number | null)[];
  readonly count: number;
  /** Where the columns belong in that layout. */
  readonly proposals: readonly (ColumnProposal | null)[];
}

/** What a column adds up to under a reading, and how many of its cells could not be read so. */
export interface ReadingSum {
  /** A decimal with two places. */
  readonly sum: string;
  readonly unreadable: number;
}

export type ReadingSums = Readonly<Record<DecimalMark, ReadingSum>>;

export interface ColumnReport {
  readonly index: number;
  readonly header: string;
  /** Up to three distinct values that are not empty, as the file spells them. */
  readonly samples: readonly string[];
  readonly filledRows: number;
  /** The file hides the column. */
  readonly isHidden?: true;
  readonly decimalMark: Finding<"," | "."> | null;
  readonly dateOrder: Finding<"dmy" | "mdy" | "ymd"> | null;
  /** What the dates look like whose order that is, by bits. */
  readonly orderForm?: number;
  readonly datedCells: Finding<DatedCells> | null;
  /** Only where nearly all cells are numbers as spreadsheet programs count days. */
  readonly dayCount?: Finding<DayCount>;
  /** Cells that read differently under its marks or orders, with their lines; absent where no answer changes any. */
  readonly telling?: readonly TellingCell[];
  /** Its dates, if it has any, have no separators: 150126. */
  readonly hasCompactDates?: true;
  /** Only where its header or a row beside the data names another unit than one. */
  readonly amountUnit?: Finding<AmountUnit>;
  /** Only where the column's own cells do not say what its mark is. */
  readonly sums?: ReadingSums;
  /** What its amounts add up to as they are written; only where a unit is named. */
  readonly unitSums?: ReadingSums;
  readonly proposal: ColumnProposal | null;
}

/** Where a column seems to belong and why (`proposals.<reason>`). Doubtful ones are not taken without a click. */
export interface ColumnProposal {
  readonly field: string;
  readonly reason: "same_as_last_time" | "synonym" | "values" | "doubtful";
  readonly score: number;
  readonly reading: CellReading;
  /** Doubtful because some of the column's values are of another kind. */
  readonly misfits?: Misfits;
}
