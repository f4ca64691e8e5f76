import { dayOfSerial, writeDate } from "#lib/domain/cleaning/dates/calendar.ts";
import { type Day, readDate } from "#lib/domain/cleaning/dates/read-date.ts";
import { tidy } from "#lib/domain/cleaning/tidy.ts";

/**
 * The days that a text such as 05/09/2026 can mean, as ISO dates: one or two, since the month may come first;
 * none for other texts.
 */
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

/** Days between the starts of Excel's two calendars; old programs for the Mac count from 1904. */
const between1900And1904 = 1_462;

/**
 * The days that 46270 can mean, as ISO dates: a spreadsheet keeps this number if a date loses its format.
 * None for other texts.
 */
export function serialDays(text: string): readonly string[] {
  if (!/^\d{5}(?:[.,]0+)?$/.test(text.trim())) return [];
  const serial = Number.parseInt(text, 10);
  return [serial, serial + between1900And1904].flatMap((day) => isoOf(dayOfSerial(day)));
}

/** Whether a spreadsheet reads a text as a date: it then keeps only the day and writes it in its own form. */
export function isDateText(text: string): boolean {
  return text.length <= longest && readings(text).length > 0;
}

/**
 * Whether a program that read `was` as a date, in any order, may have saved it as `now`: as its serial
 * number, or as a date with only one reading. A date with two readings follows its column's order and may be
 * a correction.
 */
export function isSavedDate(was: string, now: string): boolean {
  const said = serialDays(now);
  const alone = said.length > 0 ? said : readings(now);
  // 8-ene-23 may also be in 2008, but in no order is it another month.
  if (said.length === 0 && alone.length > 1 && isInGroups(now)) return false;
  return readings(was).some((day) => alone.includes(day));
}

/**
 * Whether `now` leaves open which day `was` means: the same two readings, or one of them as a program writes
 * it. A text that begins with its year is a person's answer.
 */
export function isSameQuestion(was: string, now: string, isText: boolean): boolean {
  if (now === was) return true;
  if (isText && /^\s*\d{4}\D/.test(now)) return false;
  const days = [...readings(now), ...serialDays(now)];
  return readings(was).some((day) => days.includes(day));
}

/** Whether a date has an order at all: written in digits, and not beginning with a year of four digits. */
export function isInGroups(text: string): boolean {
  return /^\s*\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d{2})(?!\d)/.test(text);
}

/** The longest date, such as "30 de septiembre de 2026", has fewer characters. */
const longest = 40;
export const orders = ["dmy", "mdy", "ymd"] as const;
export type Order = (typeof orders)[number];

/** The days that a text can mean in any order, as ISO dates. */
export function readings(text: string): readonly string[] {
  return [...new Set(orders.flatMap((order) => dayOf(text, order) ?? []))];
}

/** The day that a text means in this order, as an ISO date; null if it is no date. */
export function dayOf(text: string, order: Order): string | null {
  const tidied = tidy(text);
  // Only digits: may be an amount.
  if (tidied.length > longest || /^\d*$/.test(tidied) || !/\d/.test(tidied)) return null;
  const day = readDate(tidied, order);
  return typeof day === "string" ? null : (isoOf(day)[0] ?? null);
}

function isoOf(day: Day | null): readonly string[] {
  return day === null ? [] : [writeDate(day[0], day[1], day[2], "YYYY-MM-DD")];
}
