/** What a cell can be, in this order: the first that fits counts. Blank cells with an issue are not `empty`. */
export const columnParts = ["wrong", "warned", "empty", "valid"] as const;
export type ColumnPart = (typeof columnParts)[number];

/** What a column's numbers are: cents, days since 1970-01-01, days in arrears, or plain numbers. */
export type NumberScale = "money" | "date" | "days" | "number";

/** A cell's value: its number if it has one on the column's scale, otherwise its text without blanks around it. */
export type CellValue = string | number;

/** Numbers from `from` to `to`, both included. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The cells of a column that are numbers on its scale. */
export interface NumbersSummary {
  readonly scale: NumberScale;
  readonly count: number;
  readonly min: number;
  readonly max: number;
  /** Only of money: a decimal with two places. */
  readonly sum: string | null;
  /** Ascending, from `min` to `max`; none for plain numbers. */
  readonly bins: readonly Bin[];
}

/** What a column holds over all rows. */
export interface ColumnSummary {
  readonly column: number;
  /** Rows by part; together all rows. */
  readonly parts: Readonly<Record<ColumnPart, number>>;
  /** Different values of cells that are not blank. */
  readonly distinct: number;
  /** The commonest values, at most five; of equally common ones the first in the file. */
  readonly commonest: readonly { readonly value: CellValue; readonly count: number }[];
  /** null if the column is read as texts, or no cell is a number. */
  readonly numbers: NumbersSummary | null;
}

/** What the cells of some rows hold. */
export type CellCondition =
  | { readonly part: ColumnPart }
  | { readonly value: CellValue }
  | { readonly from: number; readonly to: number };

/** Rows whose cell in a column meets a condition. */
export interface ColumnCondition {
  readonly column: number;
  readonly holds: CellCondition;
}

/** The conditions with another one for the column; without one if it is null. */
export function withCondition(
  where: readonly ColumnCondition[],
  column: number,
  holds: CellCondition | null,
): readonly ColumnCondition[] {
  const others = where.filter((condition) => condition.column !== column);
  return holds === null ? others : [...others, { column, holds }];
}
