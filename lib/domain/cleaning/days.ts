import type { Cleaner } from "./cleaner.ts";
import { type DecimalMark, isZerosFrom, readDecimal } from "./decimal.ts";
import { isDash, tidy } from "./tidy.ts";

/** Five digits are 273 years; more is another column. */
const maxDigits = 5;

const unit = /\s*(?:d[ií]as?|days?)$/i;

function isPlain(text: string): boolean {
  if (text.length === 0 || text.length > maxDigits) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.length === 1 || text.charCodeAt(0) !== 0x30;
}

/**
 * Whole days. Half days, ranges (31-60) and bounds (>90) are errors; thousands are grouped only where the column's mark is known.
 * Days not yet due may be negative: a warning.
 */
export function daysCleaner(mark: DecimalMark | undefined): Cleaner {
  return (text, kind, report) => {
    if (isPlain(text)) return text;
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
