export type DecimalMark = "," | ".";

/** A decimal number as digits: `whole` without leading zeros (at least "0"), `fraction` as written, possibly "". */
export interface Decimal {
  readonly isNegative: boolean;
  readonly whole: string;
  readonly fraction: string;
}

const comma = 0x2c;
const dot = 0x2e;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * Characters that group digits and are never a decimal mark: apostrophes (1'234.567) and the spaces that
 * tidying leaves.
 */
function isNeutralGroup(code: number): boolean {
  return code === 0x27 || code === 0x2019 || code === 0x20;
}

/**
 * The index of the decimal mark in `text`; -1 for none; "ambiguous" if the text alone can mean two numbers:
 * a single mark with one to three digits before it and exactly three after it (1.234).
 */
function decimalIndex(text: string): number | "ambiguous" {
  const lastDot = text.lastIndexOf(".");
  const lastComma = text.lastIndexOf(",");
  if (lastDot >= 0 && lastComma >= 0) return Math.max(lastDot, lastComma);
  const at = Math.max(lastDot, lastComma);
  if (at < 0) return -1;
  if (text.indexOf(lastDot >= 0 ? "." : ",") !== at) return -1;
  if (text.length - at - 1 !== 3 || at === 0 || at > 3 || text.charCodeAt(0) === 0x30) return at;
  return "ambiguous";
}

/** The digits of a whole part in groups of three; null for other groups (1.23.456) or any other character. */
function ungroup(text: string, end: number, decimalMark: number): string | null {
  let digits = "";
  let groupStart = 0;
  let groups = 0;
  for (let i = 0; i <= end; i++) {
    const code = i < end ? text.charCodeAt(i) : -1;
    if (i < end && isDigit(code)) continue;
    if (i < end && (code === decimalMark || !(code === comma || code === dot || isNeutralGroup(code)))) return null;
    const length = i - groupStart;
    if (groups > 0 ? length !== 3 : i < end && (length === 0 || length > 3 || text.charCodeAt(0) === 0x30)) return null;
    digits += text.slice(groupStart, i);
    groupStart = i + 1;
    groups++;
  }
  return digits;
}

function withoutLeadingZeros(digits: string): string {
  let at = 0;
  while (at < digits.length - 1 && digits.charCodeAt(at) === 0x30) at++;
  return at === 0 ? digits || "0" : digits.slice(at);
}

/**
 * Reads digits with marks (no sign, no currency) as a decimal, never through a float. With `mark`, the other
 * mark can only group thousands; without it the text alone must decide.
 */
export function readDecimal(
  text: string,
  mark: DecimalMark | undefined,
  isNegative: boolean,
): Decimal | "malformed" | "ambiguous" {
  const at = mark === undefined ? decimalIndex(text) : text.lastIndexOf(mark);
  if (at === "ambiguous") return ungroup(text, text.length, 0) === null ? "malformed" : "ambiguous";
  const end = at < 0 ? text.length : at;
  const fraction = at < 0 ? "" : text.slice(at + 1);
  if (at >= 0 && fraction === "") return "malformed";
  for (let i = 0; i < fraction.length; i++) if (!isDigit(fraction.charCodeAt(i))) return "malformed";
  const decimalMark = at >= 0 ? text.charCodeAt(at) : mark === undefined ? 0 : mark.charCodeAt(0);
  const whole = end === 0 ? (fraction === "" ? null : "0") : ungroup(text, end, decimalMark);
  if (whole === null || !hasOneGroupMark(text, end)) return "malformed";
  return { isNegative, whole: withoutLeadingZeros(whole), fraction };
}

/** Whether one mark groups all thousands; only an apostrophe may be used beside it (1'234.567,89). */
function hasOneGroupMark(text: string, end: number): boolean {
  let hasComma = false;
  let hasDot = false;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === comma) hasComma = true;
    else if (code === dot) hasDot = true;
  }
  return !(hasComma && hasDot);
}

function increment(digits: string): string {
  let at = digits.length - 1;
  while (at >= 0 && digits.charCodeAt(at) === 0x39) at--;
  const nines = "0".repeat(digits.length - 1 - at);
  return at < 0 ? `1${nines}` : digits.slice(0, at) + String.fromCharCode(digits.charCodeAt(at) + 1) + nines;
}

/** Rounds to at most `places` digits after the mark, half away from zero. */
export function roundTo(decimal: Decimal, places: number): Decimal {
  const { isNegative, whole, fraction } = decimal;
  if (fraction.length <= places) return decimal;
  const kept = whole + fraction.slice(0, places);
  const rounded = fraction.charCodeAt(places) >= 0x35 ? increment(kept) : kept;
  const cut = rounded.length - places;
  return { isNegative, whole: withoutLeadingZeros(rounded.slice(0, cut)), fraction: rounded.slice(cut) };
}

/**
 * Rounds to the 15 digits that Excel keeps and shows. A workbook stores doubles and writes up to 17 digits;
 * those beyond 15 are noise (0.30000000000000004) that the sender did not write.
 */
export function withoutFloatNoise(decimal: Decimal): Decimal {
  const significant = decimal.whole === "0" ? 0 : decimal.whole.length;
  if (significant + decimal.fraction.length <= 15) return decimal;
  return roundTo(decimal, Math.max(0, 15 - significant));
}

/** Whether `digits` has only zeros from index `from` on. */
export function isZerosFrom(digits: string, from: number): boolean {
  for (let i = from; i < digits.length; i++) if (digits.charCodeAt(i) !== 0x30) return false;
  return true;
}
