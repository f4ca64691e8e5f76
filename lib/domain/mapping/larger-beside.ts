import { amountCleaner, centsOf } from "../cleaning/amount.ts";
import type { Table } from "../table/table.ts";
import type { ProfiledColumn } from "./columns/column-claims.ts";
import { isNameless } from "./headers/is-nameless.ts";

/** Rows that are compared at most. */
const maxRows = 5_000;
/** "Nearly all": the share of rows with a larger amount, and of cells that are filled and are amounts. */
const nearlyAll = 0.9;
/** Amounts of one length have at most so many digits; longer ones are numbers of obligations or telephones. */
const evenDigits = 8;

/**
 * Whether a column right beside the balance has no name and larger amounts in nearly all rows: a name too few
 * moved the balance's over its neighbour.
 */
export function hasLargerBeside(table: Table, columns: readonly ProfiledColumn[], balance: ProfiledColumn): boolean {
  return columns.some(
    (column) =>
      Math.abs(column.index - balance.index) === 1 &&
      isNameless(column.header) &&
      isFullOfMoney(column, balance) &&
      isLarger(table, column, balance),
  );
}

function isFullOfMoney({ profile }: ProfiledColumn, balance: ProfiledColumn): boolean {
  const { filled, counts, minDigits, maxDigits, compactDates, countedDays } = profile;
  if (filled === 0 || filled < balance.profile.filled * nearlyAll) return false;
  if (counts.integers + counts.decimals < filled * nearlyAll) return false;
  if (counts.percents + counts.leadingZeros + compactDates + countedDays > 0 || maxDigits > 12) return false;
  return counts.decimals > 0 || minDigits < maxDigits || maxDigits <= evenDigits;
}

function isLarger(table: Table, left: ProfiledColumn, right: ProfiledColumn): boolean {
  const [ofLeft, ofRight] = [left, right].map(({ index, profile }) => {
    const clean = amountCleaner(profile.decimalMark?.value ?? ",");
    return (row: number) => centsOf(clean(table.cell(row, index), table.kind(row, index), () => undefined));
  });
  if (ofLeft === undefined || ofRight === undefined) return false;
  const rows = Math.min(table.rowCount, maxRows);
  let larger = 0;
  for (let row = 0; row < rows; row++) if (ofLeft(row) > ofRight(row)) larger++;
  return rows > 0 && larger >= rows * nearlyAll;
}
