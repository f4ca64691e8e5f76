import type { AmountUnit } from "../mapping/cell-reading.ts";
import type { Cleaner } from "./cleaner.ts";
import { currencyAround, foreignCurrency } from "./currency.ts";
import { type Decimal, type DecimalMark, isZerosFrom, readDecimal, roundTo, withoutFloatNoise } from "./decimal.ts";
import { isDash, tidy } from "./tidy.ts";

/**
 * Digits before the decimal mark. With twelve, a debtor's sum stays exact in an integer of cents (2^53) up to
 * ninety obligations of the largest amount. More than a trillion is a shifted column, not a debt.
 */
export const maxWholeDigits = 12;
const maxPlainWhole = 10 ** maxWholeDigits - 1;
/** The largest amount with that many digits, in cents. */
export const maxPlainCents: number = maxPlainWhole * 100 + 99;

/** Places by which a unit moves the decimal mark to the right. */
const placesOf: Readonly<Record<AmountUnit, number>> = {
  written: 0,
  hundreds: 2,
  thousands: 3,
  millions: 6,
  hundredths: -2,
};

/** 1.25 in thousands is 1250, 125 in hundredths 1.25: the decimal mark moves, nothing is rounded. */
function inUnits(decimal: Decimal, unit: AmountUnit): Decimal {
  const places = placesOf[unit];
  const whole = decimal.whole.padStart(1 - places, "0");
  const at = whole.length + places;
  const digits = (whole + decimal.fraction).padEnd(at, "0");
  return { ...decimal, whole: digits.slice(0, at).replace(/^0+(?=\d)/, ""), fraction: digits.slice(at) };
}

/**
 * Turns cents as written into cents of the amount in its unit; NaN if these are no whole number or have too
 * many digits: the cleaner has to read such a cell.
 */
export function centsInUnit(unit: AmountUnit): (cents: number) => number {
  if (unit === "hundredths") return (cents) => (cents % 100 === 0 ? cents / 100 : Number.NaN);
  const factor = 10 ** placesOf[unit];
  return (cents) => (cents * factor <= maxPlainCents ? cents * factor : Number.NaN);
}

/** Plain digits without a leading zero: the most common amount, already canonical. */
function isPlain(text: string): boolean {
  if (text.length === 0 || text.length > maxWholeDigits) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.length === 1 || text.charCodeAt(0) !== 0x30;
}

/** A day in eight digits, year first: 20250131. */
export const compactDay = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

interface Undressed {
  readonly digits: string;
  readonly isNegative: boolean;
  /** The digits with the currency signs and words around them. */
  readonly priced: string;
}

/** Removes the sign and the currency: (1.234), -1.234, 1.234-, $ -1.234. Does not guess what CR and DB mean. */
function undress(text: string): Undressed {
  let digits = text;
  let isNegative = false;
  if (digits.startsWith("(") && digits.endsWith(")")) {
    isNegative = true;
    digits = digits.slice(1, -1).trim();
  }
  const unsigned = (value: string): string => {
    const first = value.charAt(0);
    const last = value.charAt(value.length - 1);
    const isLeading = first === "-" || first === "\u2212";
    const isTrailing = last === "-" || last === "\u2212";
    if (isNegative || isLeading === isTrailing) return first === "+" && !isNegative ? value.slice(1).trim() : value;
    isNegative = true;
    return (isLeading ? value.slice(1) : value.slice(0, -1)).trim();
  };
  const priced = unsigned(digits);
  digits = unsigned(priced.replace(currencyAround, ""));
  return { digits: digits.trim(), isNegative, priced };
}

/** Canonical text: plain digits, with "." and two decimals if there are cents, without a mark if there are none. */
function write(decimal: Decimal): string {
  const cents = decimal.fraction.padEnd(2, "0");
  const value = cents === "00" ? decimal.whole : `${decimal.whole}.${cents}`;
  return decimal.isNegative && value !== "0" ? `-${value}` : value;
}

/** A canonical amount, or a sum of canonical amounts, in its unit; rounded to two decimals. */
export function amountInUnit(amount: string, unit: AmountUnit): string {
  const isNegative = amount.startsWith("-");
  const decimal = readDecimal(isNegative ? amount.slice(1) : amount, ".", isNegative);
  return typeof decimal === "string" ? amount : write(roundTo(inUnits(decimal, unit), 2));
}

const cents2: readonly string[] = Array.from({ length: 100 }, (_, cents) => `.${String(cents).padStart(2, "0")}`);

/** The character code of a column's decimal mark; 0 if it is unknown. */
export function markCode(mark: DecimalMark | undefined): number {
  return mark?.charCodeAt(0) ?? 0;
}

/**
 * Cents of an amount such as 1.234.567,89: at most two decimals, nothing around it. Nearly every cell of a balance
 * column has this form. `mark` is the decimal mark's character code; with 0 only plain digits are read. NaN: the
 * cleaner has to read it. One pass; cents are an integer far below 2^53, so nothing is rounded.
 */
export function plainCents(text: string, mark: number, start = 0, end = text.length): number {
  if (start >= end || end - start > 19) return Number.NaN;
  const group = mark === 0 ? -1 : mark === 0x2c ? 0x2e : 0x2c;
  let whole = 0;
  let at = start;
  for (; at < end; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) break;
    whole = whole * 10 + digit;
  }
  // A group is read at once: a test for each letter takes a third longer.
  if (at - start <= 3 && whole > 0)
    for (; at + 3 < end && text.charCodeAt(at) === group; at += 4) whole = whole * 1000 + threeDigits(text, at + 1);
  if (at === start || !(whole <= maxPlainWhole)) return Number.NaN;
  const decimals = end - at - 1;
  if (decimals < 0) return whole * 100;
  if (mark === 0 || text.charCodeAt(at) !== mark || decimals === 0 || decimals > 2) return Number.NaN;
  const tens = text.charCodeAt(at + 1) - 0x30;
  const ones = decimals === 2 ? text.charCodeAt(at + 2) - 0x30 : 0;
  if (tens < 0 || tens > 9 || ones < 0 || ones > 9) return Number.NaN;
  return whole * 100 + tens * 10 + ones;
}

/** NaN unless there are three. */
function threeDigits(text: string, at: number): number {
  const hundreds = text.charCodeAt(at) - 0x30;
  const tens = text.charCodeAt(at + 1) - 0x30;
  const ones = text.charCodeAt(at + 2) - 0x30;
  // Negative if one of them is below 0 or above 9.
  const isOther = (hundreds | tens | ones | (9 - hundreds) | (9 - tens) | (9 - ones)) < 0;
  return isOther ? Number.NaN : hundreds * 100 + tens * 10 + ones;
}

function writeCents(value: number): string {
  const cents = value % 100;
  const whole = String((value - cents) / 100);
  return cents === 0 ? whole : whole + (cents2[cents] ?? "");
}

function readAmount(text: string): Undressed | "empty" {
  const tidied = tidy(text);
  if (isDash(tidied)) return "empty";
  const bare = undress(tidied);
  // Excel's accounting format shows zero as "$ -".
  const isZero = bare.digits === "" && tidied.includes("$") && tidied.includes("-");
  return isZero ? { ...bare, digits: "0", isNegative: false } : bare;
}

/** 616.910 in a column with decimal dots may be another program's thousands: nobody can tell from the text. */
function mayBeThousands(digits: string, { whole, fraction }: Decimal): boolean {
  const isGrouped = digits.length > whole.length + 4;
  return fraction.length === 3 && whole !== "0" && (isGrouped || whole.length <= 3);
}

/**
 * Money as canonical decimal text, never through a float. Number cells always use "."; text cells use the column's
 * decimal mark, or what the text alone proves. More than two decimals are rounded, with a warning. `currency` is the
 * tenant's ISO 4217 code: an amount in any other is an error; without it every currency passes. `hasStrayDays`: a few
 * texts are days in eight digits among number cells and amounts with marks; each such day gets a warning.
 */
export function amountCleaner(
  mark: DecimalMark | undefined,
  unit: AmountUnit = "written",
  currency?: string,
  hasStrayDays = false,
): Cleaner {
  const code = markCode(mark);
  const isWritten = unit === "written";
  return (text, kind, report) => {
    if (hasStrayDays && kind === "text" && compactDay.test(text)) report("amount_unlikely", { value: text });
    if (isWritten && isPlain(text)) return text;
    if (isWritten && code !== 0 && kind === "text") {
      const cents = plainCents(text, code);
      if (!Number.isNaN(cents)) return writeCents(cents);
    }
    if (kind !== "text" && kind !== "number") {
      report("amount_malformed", { value: text });
      return "";
    }
    const bare = readAmount(text);
    if (bare === "empty") return "";
    const foreign = currency === undefined ? null : foreignCurrency(bare.priced, currency);
    if (foreign !== null && currency !== undefined) {
      report("amount_currency", { value: text, found: foreign, own: currency });
      return "";
    }
    const read = readDecimal(bare.digits, kind === "number" ? "." : mark, bare.isNegative);
    if (typeof read === "string") {
      report(read === "ambiguous" ? "amount_ambiguous" : "amount_malformed", { value: text });
      return "";
    }
    const written = kind === "number" ? withoutFloatNoise(read) : read;
    const decimal = isWritten ? written : inUnits(written, unit);
    const rounded = roundTo(decimal, 2);
    if (rounded.whole.length > maxWholeDigits) {
      report("amount_too_large", { value: text });
      return "";
    }
    const value = write(rounded);
    if (!isZerosFrom(decimal.fraction, 2) || (isWritten && kind === "text" && mayBeThousands(bare.digits, decimal)))
      report("amount_rounded", { from: text, to: value });
    if (value.startsWith("-")) report("amount_negative", { value });
    return value;
  };
}

/** Cents of a canonical amount. Reads only what `amountCleaner` returned; "" is 0. */
export function centsOf(amount: string): number {
  let cents = 0;
  let places = -1;
  const isNegative = amount.charCodeAt(0) === 0x2d;
  for (let i = isNegative ? 1 : 0; i < amount.length; i++) {
    const code = amount.charCodeAt(i);
    if (code === 0x2e) places = 0;
    else {
      cents = cents * 10 + (code - 0x30);
      if (places >= 0) places++;
    }
  }
  if (places <= 0) cents *= 100;
  return isNegative ? -cents : cents;
}
