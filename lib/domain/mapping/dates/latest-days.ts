import { daysSinceEpoch } from "../../cleaning/dates/calendar.ts";

/** The latest day of a column's dates in digits, with the day first and with the month first. */
export class LatestDays {
  /** Year, month and day as one number, so that a cell costs no more than comparing: 20261205. */
  private dmy = 0;
  private mdy = 0;

  /** Adds a date with two groups before its year. One that only a single order can read counts for both. */
  add(first: number, second: number, last: number, isShort: boolean): void {
    const year = (isShort ? 2000 + last : last) * 10_000;
    const dmy = year + (second > 12 ? first * 100 + second : second * 100 + first);
    const mdy = year + (first > 12 ? second * 100 + first : first * 100 + second);
    if (dmy > this.dmy) this.dmy = dmy;
    if (mdy > this.mdy) this.mdy = mdy;
  }

  /** The one order under which some dates are after a day (days since 1970); null for neither or both. */
  orderAfter(day: number): "dmy" | "mdy" | null {
    const [isDayFirst, isMonthFirst] = [isAfter(this.dmy, day), isAfter(this.mdy, day)];
    if (isDayFirst === isMonthFirst) return null;
    return isDayFirst ? "dmy" : "mdy";
  }
}

function isAfter(packed: number, day: number): boolean {
  if (packed === 0) return false;
  return daysSinceEpoch(Math.floor(packed / 10_000), Math.floor(packed / 100) % 100, packed % 100) > day;
}
