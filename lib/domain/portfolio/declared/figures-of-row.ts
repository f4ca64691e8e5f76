import type { DecimalMark } from "../../cleaning/decimal.ts";
import { foldText } from "../../cleaning/fold-text.ts";
import { totalBalanceField } from "../../fields/catalogue.ts";
import type { AmountUnit } from "../../mapping/cell-reading.ts";
import type { Mapping } from "../../mapping/mapping.ts";
import { rowText, type SetAsideRow } from "../../table/set-aside.ts";
import { declaredAmount } from "./declared-amount.ts";
import type { DeclaredFigure } from "./declared-totals.ts";
import { type FigureLabel, labelOf } from "./declared-words.ts";
import { countOf, looksLikeMoney, readAmount, type SaidFigure, saidFigures } from "./said-figures.ts";

/** Figures of one kind that a row proposes at most. */
export const maxProposed = 3;

/** A figure that the file may declare: a person confirms it, or it proves itself by being right. */
export interface ProposedFigure {
  readonly figure: Exclude<DeclaredFigure, "cutOff">;
  /** A count, or a decimal with two places. */
  readonly value: number | string;
  readonly line: number;
}

/** A figure that a row says. */
export interface FoundFigure extends ProposedFigure {
  readonly isCertain: boolean;
}

/** The columns of balances, and how their amounts are written. */
export interface BalanceColumns {
  readonly columns: readonly number[];
  readonly mark: DecimalMark | undefined;
  readonly unit: AmountUnit;
  /** Words of their headers: "capital" narrows nothing down if the column has the capital. */
  readonly words: ReadonlySet<string>;
}

/** Finds the columns of balances in a mapping. */
export function balanceColumns(
  { columns: mapped }: Pick<Mapping, "columns">,
  headers: readonly string[],
): BalanceColumns {
  const columns: number[] = [];
  let mark: DecimalMark | undefined;
  let unit: AmountUnit = "written";
  for (const [index, column] of mapped.entries()) {
    if (column.state !== "field" || column.field !== totalBalanceField) continue;
    columns.push(index);
    mark = column.reading.decimalMark ?? mark;
    unit = column.reading.amountUnit ?? unit;
  }
  const words = columns.flatMap((index) => foldText(headers[index] ?? "").split(/[^\p{L}\d]+/u));
  return { columns, mark, unit, words: new Set(words) };
}

const factors = { written: 1n, hundreds: 100n, thousands: 1_000n, millions: 1_000_000n } as const;

/** The cents of an amount that is written in a unit. One with cents of its own is not written in hundredths. */
function inUnit(cents: bigint, unit: AmountUnit): bigint {
  if (unit === "hundredths") return cents % 100n === 0n ? cents / 100n : cents;
  return cents * factors[unit];
}

/** What one row outside the data says of the file; `hasGroups`: rows of totals stand between the data. */
export function figuresOf(row: SetAsideRow, balance: BalanceColumns, hasGroups: boolean): FoundFigure[] {
  const figures = saidFigures(row.cells, row.kinds);
  if (figures.length === 0) return [];
  const whole = labelOf(rowText(row.cells.filter((_, column) => !figures.some((each) => each.column === column))));
  const aligned = row.reason === "total" ? alignedBalance(row, figures, balance, whole, hasGroups) : null;
  if (whole?.isSubtotal === true && aligned === null) return [];
  const inColumns = new Set(aligned === null ? [] : balance.columns);
  const named = figures.filter((each) => !(inColumns.has(each.column) && each.isAlone && row.reason === "total"));
  const of = { row, balance, hasGroups, hasAligned: aligned !== null, amounts: named.filter(looksLikeMoney).length };
  const said = named.flatMap((each) => namedFigure(each, of));
  return aligned === null ? said : [...said.filter(({ figure }) => figure !== "balance"), ...aligned];
}

/** The figures of a row of totals in the columns of balances, added up; null if any of these columns has none. */
function alignedBalance(
  row: SetAsideRow,
  figures: readonly SaidFigure[],
  { columns, mark, unit, words }: BalanceColumns,
  label: FigureLabel | null,
  hasGroups: boolean,
): FoundFigure[] | null {
  const cells = columns.map((column) => figures.find((each) => each.column === column && each.isAlone));
  if (cells.length === 0 || cells.some((each) => each === undefined)) return null;
  // A count beside its own word is no money, whatever column it stands in.
  if (cells.some((each) => each !== undefined && ofCount(labelOf(each.label)))) return null;
  if (label?.isSubtotal === true) return [];
  const read = cells.flatMap((each) => (each === undefined ? [] : [readAmount(each, mark)]));
  const isPlain = label !== null && isUnqualified(label, words);
  const isWhole = label !== null && (!hasGroups || label.isWhole || label.figure !== null);
  const isCertain = isPlain && isWhole && read.every((each) => each.isCertain);
  const sums = read.reduce<readonly bigint[]>(
    (sums, { cents }) => [...new Set(sums.flatMap((sum) => cents.map((each) => sum + each)))].slice(0, maxProposed),
    [0n],
  );
  const isWritten = read.every((each) => each.isWhole);
  return sums.map((cents) => ofMoney(inUnit(cents, unit), isWritten && unit === "written", row.line, isCertain));
}

function ofCount(label: FigureLabel | null): boolean {
  return label !== null && label.figure !== null && label.figure !== "balance";
}

interface RowOfFigures {
  readonly row: SetAsideRow;
  readonly balance: BalanceColumns;
  readonly hasGroups: boolean;
  readonly hasAligned: boolean;
  /** How many of its figures look like money. */
  readonly amounts: number;
}

/** A figure by the words before it. Without a name it counts in a row of totals only. */
function namedFigure(said: SaidFigure, of: RowOfFigures): FoundFigure[] {
  const { row, balance, hasGroups, hasAligned } = of;
  const label = labelOf(said.label);
  if (label === null || label.isSubtotal) return [];
  const isOfGroup = hasGroups && row.reason === "total" && label.figure === null && !label.isWhole;
  const isPlain = isUnqualified(label, balance.words) && !isOfGroup && !/\d \d/.test(said.text);
  if (label.figure === null) return unnamedFigure(said, isPlain, of);
  if (label.figure === "balance") return hasAligned ? [] : moneyOf(said, row.line, balance, isPlain);
  const count = countOf(said);
  if (count === null) return [];
  const isInBalance = row.reason === "total" && said.isAlone && balance.columns.includes(said.column);
  const asCount = { figure: label.figure, value: count, line: row.line, isCertain: isPlain && !isInBalance };
  return isInBalance ? [asCount, ...moneyOf(said, row.line, balance, false)] : [asCount];
}

/** "TOTAL GENERAL $ 1.234.567,89"; money in a cell of its own may be the total of that column. */
function unnamedFigure(said: SaidFigure, isPlain: boolean, of: RowOfFigures): FoundFigure[] {
  const { row, balance, hasAligned, amounts } = of;
  if (row.reason !== "total" || said.label === "") return [];
  if (looksLikeMoney(said))
    return hasAligned || amounts !== 1 ? [] : moneyOf(said, row.line, balance, isPlain && !said.isAlone);
  const count = said.isAlone && row.cells[said.column - 1]?.trim() !== "" ? countOf(said) : null;
  return count === null ? [] : [{ figure: "rows", value: count, line: row.line, isCertain: false }];
}

function moneyOf(
  said: SaidFigure,
  line: number,
  { mark, unit, columns }: BalanceColumns,
  isPlain: boolean,
): FoundFigure[] {
  if (columns.length === 0) return [];
  const { cents, isCertain, isWhole } = readAmount(said, mark);
  // Outside its column an amount may be written out although the column is in thousands.
  const values = unit === "written" ? cents : cents.flatMap((each) => [each, inUnit(each, unit)]);
  return values.map((each) =>
    ofMoney(each, isWhole && unit === "written", line, isPlain && isCertain && unit === "written"),
  );
}

function ofMoney(cents: bigint, isWhole: boolean, line: number, isCertain: boolean): FoundFigure {
  return { figure: "balance", value: declaredAmount(cents, isWhole), line, isCertain };
}

/** Whether nothing narrows down what is counted, but words of the balance's own header. */
function isUnqualified({ others }: FigureLabel, ofHeader: ReadonlySet<string>): boolean {
  return others.every((word) => ofHeader.has(word));
}
