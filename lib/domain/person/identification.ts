import type { Cleaner, Report } from "../cleaning/cleaner.ts";
import { isDash, tidy, withoutTextMark } from "../cleaning/tidy.ts";
import { digitsOfNumberCell, mayBeRounded, wholeDigits } from "../cleaning/whole-digits.ts";
import { greatestCell, pattern } from "../pattern.ts";
import type { CellKind } from "../table/table.ts";
import { brazilianCheckDigits } from "./check-digits.ts";
import { type PersonNumbers, personNumbersOf } from "./countries.ts";

const maxLength = 50;

/**
 * Document types before the number. They are removed: a debtor stays one debtor if only one of two files
 * writes the type.
 */
const prefix = pattern(
  "a kind before its number",
  greatestCell,
  /^(c\.?\s?c\.?|nit\.?|c\.?\s?e\.?|t\.?\s?i\.?|p\.?\s?p\.?\s?t\.?|pep|nuip|cpf|cnpj|rut|ruc|dni|c[eé]dula)\s*(?:n[o°º]\.?|#)?\s*[:.\-#]?\s*(?=\d)/i,
);

/**
 * The document type that a cell names before its number, "CC" for "C.C. 1.234"; "" for none. The same number
 * with two types may be two people, which is reported when a debtor's rows are assembled.
 */
export function documentTypeOf(text: string): string {
  const first = text.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return "";
  const named = prefix.exec(withoutTextMark(tidy(text)))?.[1];
  if (named === undefined) return "";
  const letters = named.replace(/[\s.]/g, "").toUpperCase();
  return letters.startsWith("C") && letters.endsWith("DULA") ? "CC" : letters;
}

/** Whether the text is at most 50 digits, not all zeros: it is sent as written. */
export function isPlainIdentification(text: string, start = 0, end = text.length): boolean {
  if (start >= end || end - start > maxLength) return false;
  let hasOther = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
    if (code !== 0x30) hasOther = true;
  }
  return hasOther;
}

/** 1.234.567, 1,234,567, 1 234 567 or 1'234.567 without its marks; any other text unchanged. */
function ungrouped(text: string): string {
  return /^\d{1,3}(?:[.,'’ ]\d{3})+$/.test(text) ? text.replace(/[.,'’ ]/g, "") : text;
}

/**
 * Verifies the check digits after a dash; null if there are none. A CPF or CNPJ keeps its two, and a RUT its one. A NIT
 * loses its one, since files write it both ways; a wrong one is reported and kept.
 */
function withoutCheckDigits(text: string, { checkDigit }: PersonNumbers, report: Report): string | null {
  const match = /^([\d.,' ]{1,20}(?:\/\d{4})?)\s?-\s?(\d{1,2}|[kK])$/.exec(text);
  if (match?.[1] === undefined || match[2] === undefined) return null;
  const digits = ungrouped(match[1]).replace(/[./ ]/g, "");
  const found = match[2];
  if (!/^\d+$/.test(digits)) return null;
  if (found.length === 2) {
    if (digits.length !== 9 && digits.length !== 12) return null;
    const expected = brazilianCheckDigits(digits);
    if (found !== expected) report("identification_check_digit", { found, expected });
    return digits + found;
  }
  const expected = checkDigit.pattern.test(found) ? checkDigit.of(digits) : null;
  if (expected === null) return null;
  const isRight = found.toUpperCase() === expected;
  if (!isRight) report("identification_check_digit", { found, expected });
  return isRight && !checkDigit.isSent ? digits : `${digits}-${found}`;
}

function readText(text: string, numbers: PersonNumbers, report: Report): string | "lost" | null {
  const bare = text.replace(prefix, "");
  const whole = wholeDigits(bare);
  if (whole !== null) return whole;
  const checked = withoutCheckDigits(bare, numbers, report);
  if (checked !== null) return checked;
  const digits = ungrouped(bare);
  // Passports and the sender's own codes have letters. Text without a digit is a remark (TOTAL, N/A); a
  // decimal comma is an amount.
  return /^[\p{L}\d][\p{L}\d\-_/]*$/u.test(digits) && /\d/.test(digits) ? digits : null;
}

/**
 * A debtor's identification: leading zeros kept, dots and document types removed, the check digit verified as the tenant's
 * country has it. A number that lost digits is an error: it would be somebody else's.
 */
export function identificationCleaner(country: string): Cleaner {
  const numbers = personNumbersOf(country);
  return (text, kind, report) => {
    if (kind === "text" && isPlainIdentification(text)) return text;
    const tidied = withoutTextMark(tidy(text));
    if (isDash(tidied)) return "";
    const value =
      kind === "text" ? readText(tidied, numbers, report) : kind === "number" ? digitsOfNumberCell(tidied) : null;
    if (value === "lost") {
      report("identification_digits_lost", { value: text });
      return "";
    }
    if (value === null || value.length > maxLength || /^0+$/.test(value)) {
      report("identification_malformed", { value: text });
      return "";
    }
    if (kind === "number" && mayBeRounded(value)) report("identification_last_digit", { value });
    return value;
  };
}

const everyCountry = ["CO", "CL"].map((country) => identificationCleaner(country));

/** The same before the tenant is known, to tell which sheets belong together: as the first country reads it that can. */
export function identificationOfAnyCountry(text: string, kind: CellKind): string {
  for (const clean of everyCountry) {
    const identification = clean(text, kind, () => undefined);
    if (identification !== "") return identification;
  }
  return "";
}
