import { foldText } from "../fold-text.ts";
import { isDash } from "../tidy.ts";
import { type DateOrder, dayOfSerial, isDay } from "./calendar.ts";
import { monthOfName } from "./month-names.ts";

/** A two-digit year from 70 on is 19xx, below 70 it is 20xx: no debt or payment is older than 1970. */
const pivot = 70;

/** A day of the calendar; month 1 to 12. */
export type Day = readonly [year: number, month: number, day: number];
/** Why a text is no day; `nothing`: it means "no date" (all zeros, dashes). */
export type Problem = "malformed" | "impossible" | "ambiguous" | "nothing";

/** A time of day after a date, which is dropped: 00:00, 10:30:00.000, 10:30 p. m., T10:00:00Z. */
export const time = /[ T]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.? ?m\.?)?(?:Z| ?[+-]\d{2}:?\d{2})?$/i;

function yearOf(digits: string): number {
  const value = Number(digits);
  return digits.length > 2 ? value : value < pivot ? 2000 + value : 1900 + value;
}

function dayOr(year: number, month: number, day: number): Day | Problem {
  return isDay(year, month, day) ? [year, month, day] : "impossible";
}

/**
 * Reads three groups of digits. Four digits first are a year whatever the order. Nobody writes year, day,
 * month, but spreadsheet programs exchange day and month (`isSwapped`).
 */
function readGroups(a: string, b: string, c: string, order: DateOrder | undefined, isSwapped: boolean): Day | Problem {
  if (Number(a) === 0 && Number(b) === 0 && Number(c) === 0) return "nothing";
  if (a.length === 4) {
    if (c.length > 2) return "malformed";
    return isSwapped ? dayOr(Number(a), Number(c), Number(b)) : dayOr(Number(a), Number(b), Number(c));
  }
  if (c.length !== 2 && c.length !== 4) return "malformed";
  if (order === "ymd") return c.length === 4 ? "malformed" : dayOr(yearOf(a), Number(b), Number(c));
  const year = yearOf(c);
  const first = Number(a);
  const second = Number(b);
  if (order === "dmy") return dayOr(year, second, first);
  if (order === "mdy") return dayOr(year, first, second);
  if (c.length === 2) return "ambiguous";
  const asDmy = isDay(year, second, first);
  const asMdy = isDay(year, first, second);
  if (asDmy && asMdy) return first === second ? [year, first, second] : "ambiguous";
  return asDmy ? [year, second, first] : asMdy ? [year, first, second] : "impossible";
}

/**
 * Reads digits without separators. A program that took them for a number may have cut a leading zero. Eight
 * digits always show whether the year is first: read the wrong way, the century (19 or 20) would be the
 * month. All else follows the column's order.
 */
function readCompact(written: string, order: DateOrder | undefined): Day | Problem {
  const text = written.length % 2 === 0 ? written : `0${written}`;
  if (Number(text) === 0) return "nothing";
  if (text.length === 6) return readGroups(text.slice(0, 2), text.slice(2, 4), text.slice(4), order, false);
  const isYearFirst = Number(text.slice(4, 6)) <= 12;
  return isYearFirst
    ? readGroups(text.slice(0, 4), text.slice(4, 6), text.slice(6), order, false)
    : readGroups(text.slice(0, 2), text.slice(2, 4), text.slice(4), order === "ymd" ? undefined : order, false);
}

/**
 * Reads 31-ene-2025, 31 de enero de 2025, Jan 31, 2025; and 25-ene-31 year first only if the column's order is `ymd`.
 */
function readNamed(text: string, order: DateOrder | undefined): Day | Problem {
  const words = foldText(text)
    .replace(/[,./-]/g, " ")
    .split(" ")
    .filter((word) => word !== "" && word !== "de" && word !== "del" && word !== "of");
  if (words.length !== 3) return "malformed";
  const at = words.findIndex((word) => monthOfName(word) !== null);
  const month = monthOfName(words[at] ?? "");
  const day = words[at === 0 ? 1 : 0] ?? "";
  const year = words[2] ?? "";
  if (month === null || at === 2 || !/^\d{1,2}$/.test(day) || !/^(?:\d{2}|\d{4})$/.test(year)) return "malformed";
  if (order === "ymd" && at === 1 && year.length === 2) return dayOr(yearOf(day), month, Number(year));
  return dayOr(yearOf(year), month, Number(day));
}

/** How a column writes its dates, apart from their order. */
interface Written {
  /** Dates with the year first have day and month exchanged. */
  readonly isSwapped?: boolean;
  /** Dates have no separators: five to seven digits are a date too. */
  readonly isCompact?: boolean;
  /** Numbers count days from 1904. */
  readonly isFrom1904?: boolean;
}

/** Whether a text is a date without separators. */
export function isCompactDate(text: string, { isCompact = false }: Written): boolean {
  return (isCompact ? /^\d{5,8}$/ : /^\d{8}$/).test(text);
}

/** Reads a tidied text as a day. */
export function readDate(text: string, order: DateOrder | undefined, written: Written = {}): Day | Problem {
  const bare = text.replace(time, "");
  const groups = /^(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})$/.exec(bare);
  if (groups !== null)
    return readGroups(groups[1] ?? "", groups[3] ?? "", groups[4] ?? "", order, written.isSwapped === true);
  if (isCompactDate(bare, written)) return readCompact(bare, order);
  return readNamed(bare, order);
}

/** Reads a tidied cell as a day. A number is an Excel serial unless its digits are a date (20250131). */
export function readDateCell(
  text: string,
  isNumber: boolean,
  order: DateOrder | undefined,
  written: Written,
): Day | Problem {
  if (!isNumber) return isDash(text) ? "nothing" : readDate(text, order, written);
  const serial = Number(text.replace(",", "."));
  if (serial === 0) return "nothing";
  // 20250131 in a number cell is a date in digits: as a serial it would be far beyond the year 9999.
  if (isCompactDate(text, written)) return readCompact(text, order);
  return dayOfSerial(serial, written.isFrom1904) ?? "malformed";
}
