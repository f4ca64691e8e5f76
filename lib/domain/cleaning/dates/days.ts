import { greatestCell, pattern } from "../../pattern.ts";
import type { Cleaner } from "../cleaner.ts";
import { type DecimalMark, isZerosFrom, readDecimal } from "../decimal.ts";
import { isDash, tidy } from "../tidy.ts";

/** Five digits are up to 273 years; more is a value of another column. */
const maxDigits = 5;

const unit = pattern("days behind a number", greatestCell, /\s*(?:d[ií]as?|days?)$/i);

/** Whole days in plain digits; NaN: the cleaner has to read it. */
export function plainDays(text: string, start = 0, end = text.length): number {
  if (start >= end || end - start > maxDigits) return Number.NaN;
  let days = 0;
  for (let at = start; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    days = days * 10 + digit;
  }
  return end - start === 1 || text.charCodeAt(start) !== 0x30 ? days : Number.NaN;
}

/**
 * Whole days. Half days, ranges (31-60) and bounds (>90) are errors; grouped thousands are read only if the
 * column's decimal mark is known. Negative days (not yet due) are a warning.
 */
export function daysCleaner(mark: DecimalMark | undefined): Cleaner {
  return (text, kind, report) => {
    if (!Number.isNaN(plainDays(text))) return text;
    const tidied = tidy(text);
    if (kind === "text" && isDash(tidied)) return "";
    const isNegative = tidied.startsWith("-") || tidied.startsWith("\u2212");
    const digits = (isNegative ? tidied.slice(1) : tidied).replace(unit, "");
    const read = readDecimal(digits, kind === "number" ? "." : mark, isNegative);
    const isReadable =
      (kind === "text" || kind === "number") &&
      typeof read !== "string" &&
      isZerosFrom(read.fraction, 0) &&
      read.whole.length <= maxDigits;
    if (!isReadable) {
      report("days_malformed", { value: text });
      return "";
    }
    if (!read.isNegative || read.whole === "0") return read.whole;
    const value = `-${read.whole}`;
    report("days_negative", { value });
    return value;
  };
}
