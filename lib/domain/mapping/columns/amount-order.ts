import { amountCleaner, centsOf } from "../../cleaning/amount.ts";
import type { Table } from "../../table/table.ts";
import { isNameless } from "../headers/is-nameless.ts";
import type { Mapping } from "../mapping.ts";
import type { ProfiledColumn } from "./column-claims.ts";
import type { ColumnReport } from "./column-report.ts";

/** Rows, spread over the table, that are compared at most. */
const maxRows = 2_000;
/** Fewer rows with both numbers prove no order. */
const leastRows = 10;
const nearlyAll = 0.9;
/** Columns that are compared with each other at most. */
const maxColumns = 20;

/** By column without a name that holds numbers: those like it with smaller numbers in nearly all rows. */
export function findAmountOrder(table: Table, columns: readonly ProfiledColumn[]): ReadonlyMap<number, number[]> {
  const numbers = columns.filter(isNamelessNumber).slice(0, maxColumns);
  if (numbers.length < 2) return new Map();
  const step = Math.max(1, Math.ceil(table.rowCount / maxRows));
  const values = numbers.map(({ index, profile }) => {
    const clean = amountCleaner(profile.decimalMark?.value ?? ",");
    const cents: number[] = [];
    for (let row = 0; row < table.rowCount; row += step)
      cents.push(centsOf(clean(table.cell(row, index), table.kind(row, index), () => undefined)));
    return { index, cents };
  });
  return new Map(
    values.map((one) => [
      one.index,
      values.filter((other) => isLarger(one.cents, other.cents)).map(({ index }) => index),
    ]),
  );
}

function isNamelessNumber({ header, profile: { filled, counts, compactDates, countedDays } }: ProfiledColumn): boolean {
  if (!isNameless(header) || filled < leastRows || compactDates + countedDays > 0) return false;
  return counts.integers + counts.decimals >= filled * nearlyAll;
}

function isLarger(ones: readonly number[], others: readonly number[]): boolean {
  let [both, larger] = [0, 0];
  for (const [at, one] of ones.entries()) {
    const other = others[at] ?? Number.NaN;
    if (!(one > 0 && other > 0)) continue;
    both++;
    if (one > other) larger++;
  }
  return both >= leastRows && larger >= both * nearlyAll;
}

/** The mapping with the order of the amounts in a file, to be remembered. */
export function withAmountOrder(mapping: Mapping, columns: readonly ColumnReport[]): Mapping {
  const { amountOrder: _, ...others } = mapping;
  const amountOrder = columns.flatMap(({ index, largerThan = [] }) =>
    largerThan.map((smaller) => ({ larger: index, smaller })),
  );
  return amountOrder.length === 0 ? others : { ...others, amountOrder };
}

/** Mapped columns whose order with another one is the reverse of the remembered one, and these others. */
export function turnedColumns({ amountOrder = [], ...mapping }: Mapping, columns: readonly ColumnReport[]): number[] {
  const isMapped = (column: number) => "field" in (mapping.columns[column] ?? {});
  const turned = amountOrder.filter(
    ({ larger, smaller }) =>
      (isMapped(larger) || isMapped(smaller)) && columns[smaller]?.largerThan?.includes(larger) === true,
  );
  return [...new Set(turned.flatMap(({ larger, smaller }) => [larger, smaller]))].sort((a, b) => a - b);
}
