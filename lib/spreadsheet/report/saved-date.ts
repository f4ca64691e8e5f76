import { dayOfSerial, writeDate } from "#lib/domain/cleaning/dates/calendar.ts";
import { type Day, readDate } from "#lib/domain/cleaning/dates/read-date.ts";
import { tidy } from "#lib/domain/cleaning/tidy.ts";

/** What 05/09/2026 may say, as a date cell says it: one or two days, for its month may stand first; none for other texts. */
export function daysIn(text: string): readonly string[] {
  const [, first = "", , second = "", year = ""] =
    /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/.exec(text.trim()) ?? [];
  if (year === "") return [];
  const days = [
    [second, first],
    [first, second],
  ].filter(([month]) => Number(month) >= 1 && Number(month) <= 12);
  const written = days.map((groups) => [year.padStart(4, "20"), ...groups.map((it) => it.padStart(2, "0"))].join("-"));
  return [...new Set(written)];
}

/** Days between the first of Excel's two calendars and of the one that old programs for the Mac count by. */
const between1900And1904 = 1_462;

/** The days that 46270 may be, the number a spreadsheet keeps of a date whose format is gone; none for other texts. */
export function serialDays(text: string): readonly string[] {
  if (!/^\d{5}(?:[.,]0+)?$/.test(text.trim())) return [];
  const serial = Number.parseInt(text, 10);
  return [serial, serial + between1900And1904].flatMap((day) => isoOf(dayOfSerial(day)));
}

/** Whether a spreadsheet takes a text for a date: it keeps the day then and writes it as it likes. */
export function isDateText(text: string): boolean {
  return text.length <= longest && readings(text).length > 0;
}

/**
 * Whether a program that took `was` for a date in one of its readings may have saved it as `now`: as its number, or as a day that has no
 * other reading. A text with two says what its column's order says, and that may be a correction.
 */
export function isSavedDate(was: string, now: string): boolean {
  const said = serialDays(now);
  const alone = said.length > 0 ? said : readings(now);
  // 8-ene-23 may be of 2008 as well, but no order makes it another month.
  if (said.length === 0 && alone.length > 1 && isInGroups(now)) return false;
  return readings(was).some((day) => alone.includes(day));
}

/** Only a date that is written in digits, its year not first in four of them, has an order. */
export function isInGroups(text: string): boolean {
  return /^\s*\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)/.test(text);
}

/** "30 de septiembre de 2026" is no longer. */
const longest = 40;
export const orders = ["dmy", "mdy", "ymd"] as const;
export type Order = (typeof orders)[number];

/** The days that a text may say, in one order or another. */
export function readings(text: string): readonly string[] {
  return [...new Set(orders.flatMap((order) => dayOf(text, order) ?? []))];
}

/** The day that a text says in an order, as a date cell says it; null for what is none. */
export function dayOf(text: string, order: Order): string | null {
  const tidied = tidy(text);
  // Digits alone are an amount as well.
  if (tidied.length > longest || /^\d*$/.test(tidied) || !/\d/.test(tidied)) return null;
  const day = readDate(tidied, order);
  return typeof day === "string" ? null : (isoOf(day)[0] ?? null);
}

function isoOf(day: Day | null): readonly string[] {
  return day === null ? [] : [writeDate(day[0], day[1], day[2], "YYYY-MM-DD")];
}
