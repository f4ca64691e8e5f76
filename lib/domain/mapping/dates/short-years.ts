import { isMonthEnd } from "../../cleaning/dates/calendar.ts";
import { decidingShare } from "../columns/share.ts";

/** Where the years of two digits are in a column's dates, and the evidence. `none`: no year has two digits. */
export type YearStand =
  | { readonly at: "none" }
  /**
   * `isLikelierFirst`: the last group looks more like days than the first. `isContradicted`: some cells prove
   * one place, some the other.
   */
  | { readonly at: "unclear"; readonly isLikelierFirst: boolean; readonly isContradicted: boolean }
  | { readonly at: "first" | "last"; readonly by: "values" | "month_ends" }
  | { readonly at: "first" | "last"; readonly by: "spread"; readonly days: number; readonly years: number }
  /** All cells have one and the same `year`. */
  | { readonly at: "first" | "last"; readonly by: "one"; readonly days: number; readonly year: number };

/**
 * A group with at least this many different values is the days: as years they would run from the beginning of
 * the century to 2029 or later. With fewer it is asked; two years of weekly due dates have as many.
 */
const minDays = 20;
/** Days must take this many times as many values as years. */
const minRatio = 4;
const latestDays = 29;
/**
 * If all cells have this year, the last or the next one in a group, the other is the days if it takes ten
 * values that, as years, would run from fifteen years ago to beyond next year. The other way round, all would
 * be due on the day whose number is that year's.
 */
const minDaysOfOneYear = 10;
const yearsAgo = 15;
/** Dates in fewer months may be last days by chance. */
const minMonths = 4;

/**
 * What dates with a year of two digits prove about its place. Groups are tracked up to 31; a greater one can
 * only be a year.
 */
export class ShortYears {
  private cells = 0;
  /** Cells whose first group is no day, and cells whose last group is no day or whose second is no month. */
  private yearFirst = 0;
  private yearLast = 0;
  /** Values in the first and in the last group, a bit each. */
  private firsts = 0;
  private lasts = 0;
  private months = 0;
  private endsAsDayFirst = 0;
  private endsAsYearFirst = 0;

  add(first: number, second: number, last: number): void {
    this.cells++;
    if (first <= 31) this.firsts |= 1 << first;
    if (last <= 31) this.lasts |= 1 << last;
    if (second <= 12) this.months |= 1 << second;
    if (first === 0 || first > 31) this.yearFirst++;
    if (last === 0 || last > 31 || second > 12) this.yearLast++;
    if (isMonthEnd(2000 + last, second, first)) this.endsAsDayFirst++;
    if (isMonthEnd(2000 + first, second, last)) this.endsAsYearFirst++;
  }

  /** `thisYear`: two digits; without it a single year is no evidence. */
  stand(thisYear?: number): YearStand {
    if (this.cells === 0) return { at: "none" };
    if (this.yearFirst > 0 && this.yearLast > 0) return this.unclear();
    const proving = this.yearFirst + this.yearLast;
    if (proving > 0 && proving >= this.cells * decidingShare) {
      return { at: this.yearFirst > 0 ? "first" : "last", by: "values" };
    }
    return this.byMonthEnds() ?? this.ofOneYear(thisYear) ?? this.bySpread();
  }

  private ofOneYear(thisYear: number | undefined): YearStand | null {
    if (thisYear === undefined) return null;
    const isOne = (years: number, days: number): boolean => {
      const year = 31 - Math.clz32(years);
      const latest = 31 - Math.clz32(days);
      const isFar = (days & ((2 << Math.max(0, thisYear - yearsAgo)) - 1)) !== 0 && latest > thisYear + 1;
      return bitCount(years) === 1 && Math.abs(year - thisYear) <= 1 && bitCount(days) >= minDaysOfOneYear && isFar;
    };
    const found = (at: "first" | "last", years: number, days: number): YearStand => {
      return { at, by: "one", days: bitCount(days), year: 31 - Math.clz32(years) };
    };
    // A group beyond 31 has no bit: it is a slip.
    if (this.yearFirst + this.yearLast > 0) return null;
    if (isOne(this.lasts, this.firsts)) return found("last", this.lasts, this.firsts);
    return isOne(this.firsts, this.lasts) ? found("first", this.firsts, this.lasts) : null;
  }

  private unclear(): YearStand {
    const isLikelierFirst = bitCount(this.lasts) > bitCount(this.firsts) && this.yearLast === 0;
    return { at: "unclear", isLikelierFirst, isContradicted: this.yearFirst > 0 && this.yearLast > 0 };
  }

  /**
   * All are the last day of their month, in long months and in short ones: the other way round, the years
   * would have to match the months.
   */
  private byMonthEnds(): YearStand | null {
    if (bitCount(this.months) < minMonths) return null;
    const isDayFirst = this.endsAsDayFirst === this.cells && bitCount(this.firsts) > 1;
    const isYearFirst = this.endsAsYearFirst === this.cells && bitCount(this.lasts) > 1;
    if (isDayFirst === isYearFirst) return isDayFirst ? this.unclear() : null;
    return { at: isDayFirst ? "last" : "first", by: "month_ends" };
  }

  private bySpread(): YearStand {
    if (isSpread(this.firsts, this.lasts)) return this.spread("last", this.firsts, this.lasts);
    if (isSpread(this.lasts, this.firsts)) return this.spread("first", this.lasts, this.firsts);
    return this.unclear();
  }

  private spread(at: "first" | "last", days: number, years: number): YearStand {
    return { at, by: "spread", days: bitCount(days), years: bitCount(years) };
  }
}

/**
 * Whether days take nearly all their values, and years two or more in a row. A single value may be the day on
 * which all is due.
 */
function isSpread(days: number, years: number): boolean {
  const yearCount = bitCount(years);
  const run = years >>> (31 - Math.clz32(years & -years));
  const isRun = (run & (run + 1)) === 0;
  const dayCount = bitCount(days);
  return yearCount > 1 && isRun && dayCount >= Math.max(minDays, yearCount * minRatio) && days >>> latestDays !== 0;
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}
