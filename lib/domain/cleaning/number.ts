import type { Cleaner } from "./cleaner.ts";
import { type DecimalMark, readDecimal, withoutFloatNoise } from "./decimal.ts";
import { isDash, tidy } from "./tidy.ts";

/** Digits of a number, before and after the mark; more is a shifted column. */
const maxDigits = 30;

/**
 * A plain number of a custom field as canonical decimal text with ".": all decimals kept but zeros at the
 * end. A currency or a percent sign is an error.
 */
export function numberCleaner(mark: DecimalMark | undefined): Cleaner {
  return (text, kind, report) => {
    const tidied = tidy(text);
    if (kind === "text" && isDash(tidied)) return "";
    const isNegative = tidied.startsWith("-") || tidied.startsWith("\u2212");
    const digits = isNegative || tidied.startsWith("+") ? tidied.slice(1) : tidied;
    const read = readDecimal(digits, kind === "number" ? "." : mark, isNegative);
    const isReadable = (kind === "text" || kind === "number") && typeof read !== "string";
    if (!isReadable || read.whole.length + read.fraction.length > maxDigits) {
      report("number_malformed", { value: text });
      return "";
    }
    const decimal = kind === "number" ? withoutFloatNoise(read) : read;
    const fraction = decimal.fraction.replace(/0+$/, "");
    const value = fraction === "" ? decimal.whole : `${decimal.whole}.${fraction}`;
    return decimal.isNegative && value !== "0" ? `-${value}` : value;
  };
}
