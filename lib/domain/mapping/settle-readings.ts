import type { DateOrder } from "../cleaning/dates/calendar.ts";
import type { DecimalMark } from "../cleaning/decimal.ts";
import type { ProfiledColumn } from "./columns/column-claims.ts";
import type { ColumnProfile } from "./columns/column-profile.ts";
import { isMoney } from "./columns/money-column.ts";
import type { Finding, ReadingEvidence } from "./finding.ts";

/** A finding that takes its value from other columns: likely, with its evidence. */
function settled<T>(finding: Finding<T>, value: T, evidence: ReadingEvidence, columns: number): Finding<T> {
  const alternatives = [finding.value, ...finding.alternatives].filter((other) => other !== value);
  return { value, certainty: "likely", evidence, params: { columns }, alternatives };
}

/**
 * Settles open money (291.000) by other money, and only if that proves that the mark groups thousands (decision 25):
 * a rate, a version or an id proves nothing, and no other column can make three digits behind a mark decimals.
 */
function settleMark(column: ProfiledColumn, money: readonly ProfiledColumn[]): Finding<DecimalMark> | null {
  const finding = column.profile.decimalMark;
  if (finding?.evidence !== "decimal_undecided" || !money.includes(column)) return finding;
  const others = money.flatMap(({ profile }) => {
    const { decimalMark, groupedCells } = profile;
    return decimalMark === null || decimalMark.evidence === "decimal_undecided" ? [] : [{ decimalMark, groupedCells }];
  });
  const grouping = others.filter(({ groupedCells }) => groupedCells > 0);
  const isAgreed = others.every(({ decimalMark }) => isDecided(decimalMark) && decimalMark.value === finding.value);
  if (grouping.length === 0 || !isAgreed) return finding;
  return settled(finding, finding.value, "decimal_by_other_columns", grouping.length);
}

/**
 * Settles an open order by columns with dates of the same form, if they prove it and no date of the file contradicts. One
 * program wrote the file, but may write two columns in two formats.
 */
function settleOrder(column: ProfiledColumn, columns: readonly ProfiledColumn[]): Finding<DateOrder> | null {
  const { dateOrder: finding, dateForm } = column.profile;
  if (finding?.evidence !== "date_undecided" && finding?.evidence !== "date_year_unclear") return finding;
  const others = columns.filter(({ profile }) => profile.dateForm !== 0 && isDecided(profile.dateOrder));
  const same = others.filter(({ profile }) => profile.dateForm === dateForm && isOfDates(profile));
  const value = same[0]?.profile.dateOrder?.value;
  const isContradicted = columns.some(
    ({ profile }) => profile.dateForm !== 0 && profile.dateOrder?.evidence === "date_contradictory",
  );
  const isAgreed = others.every(({ profile }) => profile.dateOrder?.value === value);
  const isProven = same.reduce((cells, { profile }) => cells + provingCells(profile), 0) >= leastProvingCells;
  if (value === undefined || isContradicted || !isAgreed || !isProven) return finding;
  if (![finding.value, ...finding.alternatives].includes(value)) return finding;
  return settled(finding, value, "date_by_other_columns", same.length);
}

/** One cell may be a slip, or the only one that a cut file has left: it proves its own column, and no other. */
const leastProvingCells = 2;

/** How many cells prove a column's order; without end if something else does. */
function provingCells({ dateOrder }: ColumnProfile): number {
  return dateOrder?.evidence === "date_by_values" ? Number(dateOrder.params.cells) : Number.POSITIVE_INFINITY;
}

/** A date among other cells may be a title's, which a person or another program wrote. */
function isOfDates({ counts, filled }: ColumnProfile): boolean {
  return counts.dates * 2 > filled;
}

function isDecided(finding: Finding<unknown> | null): boolean {
  return finding !== null && finding.certainty !== "ambiguous";
}

/**
 * The file's columns; those that do not decide how they are read are settled by others of their kind. A
 * contradictory one stays asked.
 */
export function settleReadings<Column extends ProfiledColumn>(columns: readonly Column[]): readonly Column[] {
  const money = columns.filter(isMoney);
  return columns.map((column) => ({
    ...column,
    profile: {
      ...column.profile,
      decimalMark: settleMark(column, money),
      dateOrder: settleOrder(column, columns),
    },
  }));
}
