import type { DateFormat } from "../../fields/field.ts";

/** How the groups of digits of a written date follow each other. */
export type DateOrder = "dmy" | "mdy" | "ymd";

/** Dates outside these years are read, with a warning. */
export const firstLikelyYear = 1950;
export const lastLikelyYear = 2100;

const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Whether year, month (1 to 12) and day are a day of the Gregorian calendar. */
export function isDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (monthDays[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
}

/** Whether year, month (1 to 12) and day are the last day of a month. */
export function isMonthEnd(year: number, month: number, day: number): boolean {
  return isDay(year, month, day) && !isDay(year, month, day + 1);
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

export function writeDate(year: number, month: number, day: number, format: DateFormat): string {
  const y = String(year).padStart(4, "0");
  const m = two(month);
  const d = two(day);
  switch (format) {
    case "YYYY-MM-DD":
      return `${y}-${m}-${d}`;
    case "YYYY-DD-MM":
      return `${y}-${d}-${m}`;
    case "DD-MM-YYYY":
      return `${d}-${m}-${y}`;
    case "MM-DD-YYYY":
      return `${m}-${d}-${y}`;
  }
}

/** Days before each month in a year that begins in March, so that a leap day is the last day of the year. */
const daysBeforeMonth = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275] as const;

/** Days since 1970-01-01 of a Gregorian day (month 1 to 12), without a Date object. */
export function daysSinceEpoch(year: number, month: number, day: number): number {
  const years = month > 2 ? year : year - 1;
  const leapDays = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return years * 365 + leapDays + (daysBeforeMonth[month - 1] ?? 0) + day - 719_469;
}

/** Days since 1970-01-01 of an ISO date; NaN for any other text. */
export function dayNumber(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
}

/**
 * Excel's day 1 is 1900-01-01 and its day 60 is 1900-02-29, which did not exist: from day 61 on, days count
 * from 1899-12-30.
 */
const firstUsableSerial = 61;
const lastUsableSerial = 2_958_465;
const excelEpoch = -25_569;

/** What to add to a day counted from 1904-01-01 (its day 0) to count it from 1900. */
const from1900To1904 = 1462;

/**
 * Year, month (1 to 12) and day of an Excel serial, without its time of day; null outside 1900-03-01 to 9999-12-31.
 */
export function dayOfSerial(serial: number, isFrom1904 = false): readonly [number, number, number] | null {
  const whole = Math.floor(serial) + (isFrom1904 ? from1900To1904 : 0);
  if (!(whole >= firstUsableSerial && whole <= lastUsableSerial)) return null;
  const date = new Date((whole + excelEpoch) * 86_400_000);
  return [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
}
