import { type DateOrder, daysSinceEpoch, firstLikelyYear, isDay, lastLikelyYear } from "./calendar.ts";

const slash = 0x2f;

/**
 * Days since 1970-01-01 of a date in three groups of digits with a four-digit year, within the likely years
 * and certain under the column's order. Nearly every cell of a date column has this form. NaN: the cleaner
 * has to read it.
 */
export function plainDay(
  text: string,
  order: DateOrder | undefined,
  start: number,
  end: number,
  isSwapped = false,
): number {
  if (end - start < 8 || end - start > 10) return Number.NaN;
  if (end - start === 10) return plainTen(text, order, start, isSwapped);
  let group = 0;
  let value = 0;
  let length = 0;
  let first = 0;
  let firstLength = 0;
  let second = 0;
  let separator = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x30 && code <= 0x39) {
      value = value * 10 + (code - 0x30);
      length++;
      continue;
    }
    if (length === 0 || group === 2) return Number.NaN;
    if (group === 0) {
      if (!isSeparator(code)) return Number.NaN;
      separator = code;
      first = value;
      firstLength = length;
    } else {
      if (code !== separator || length > 2) return Number.NaN;
      second = value;
    }
    group++;
    value = 0;
    length = 0;
  }
  if (group !== 2) return Number.NaN;
  if (firstLength === 4) {
    if (length !== 1 && length !== 2) return Number.NaN;
    return isSwapped ? likelyDay(first, value, second) : likelyDay(first, second, value);
  }
  if (firstLength > 2 || length !== 4 || (order !== "dmy" && order !== "mdy")) return Number.NaN;
  return order === "dmy" ? likelyDay(value, second, first) : likelyDay(value, first, second);
}

/** The same with two digits for the day and the month. All is read without a test in between. */
function plainTen(text: string, order: DateOrder | undefined, start: number, isSwapped: boolean): number {
  const third = text.charCodeAt(start + 2);
  if (third >= 0x30 && third <= 0x39) {
    const separator = text.charCodeAt(start + 4);
    const year = twoDigits(text, start) * 100 + twoDigits(text, start + 2);
    const [second, last] = [twoDigits(text, start + 5), twoDigits(text, start + 8)];
    if (!isSeparator(separator) || text.charCodeAt(start + 7) !== separator) return Number.NaN;
    return isSwapped ? likelyDay(year, last, second) : likelyDay(year, second, last);
  }
  const year = twoDigits(text, start + 6) * 100 + twoDigits(text, start + 8);
  const [first, second] = [twoDigits(text, start), twoDigits(text, start + 3)];
  if (!isSeparator(third) || text.charCodeAt(start + 5) !== third) return Number.NaN;
  if (order !== "dmy" && order !== "mdy") return Number.NaN;
  return order === "dmy" ? likelyDay(year, second, first) : likelyDay(year, first, second);
}

function isSeparator(code: number): boolean {
  return code === slash || code === 0x2d || code === 0x2e || code === 0x20;
}

/** So far below zero, unless there are two, that no year, month or day comes of it. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  // Negative if one of them is below 0 or above 9.
  return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -100_000 : tens * 10 + ones;
}

function likelyDay(year: number, month: number, day: number): number {
  if (year < firstLikelyYear || year > lastLikelyYear || !isDay(year, month, day)) return Number.NaN;
  return daysSinceEpoch(year, month, day);
}
