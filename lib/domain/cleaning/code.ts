import { mayBeAbsent } from "./absent-text.ts";
import type { Cleaner } from "./cleaner.ts";
import { looksLikeFormula } from "./formula-like.ts";
import { tellGarbled } from "./garbled.ts";
import { isDash, tidy, withoutTextMark } from "./tidy.ts";
import { digitsOfNumberCell, mayBeRounded, wholeDigits } from "./whole-digits.ts";

const maxLength = 100;

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/**
 * Whether a text cell is a code with nothing to tidy and nothing lost: digits only, or a letter followed by
 * letters, digits and dashes, with at least one digit. A digit first and a letter later may be scientific
 * notation, so that is not plain.
 */
export function isPlainCode(text: string, start = 0, end = text.length): boolean {
  if (start >= end || end - start > maxLength) return false;
  const mayHaveLetters = isLetter(text.charCodeAt(start));
  if (mayHaveLetters && mayBeAbsent(text, start, end)) return false;
  let hasDigit = false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) hasDigit = true;
    else if (!(mayHaveLetters && (isLetter(code) || code === 0x2d))) return false;
  }
  return hasDigit;
}

/**
 * A name or an address in place of a code: no digit, a # beside a space, an @ before one, a quote, or three words.
 */
function isUnlikely(value: string): boolean {
  return (
    (value.length > 2 && !/\d/.test(value)) ||
    /\s#|[@#]\s|"/.test(value) ||
    (value.match(/\p{L}{3,}/gu)?.length ?? 0) > 2
  );
}

/**
 * An obligation's number as the sender writes it, tidied: cards, contracts and invoices all have their own
 * forms. Errors: lost digits, no letter or digit, a date or boolean cell, over 100 characters. A name or an
 * address is a warning.
 */
export const cleanCode: Cleaner = (text, kind, report) => {
  if (kind === "text" && isPlainCode(text)) return text;
  const tidied = withoutTextMark(tidy(text));
  if (isDash(tidied)) return "";
  const value =
    kind === "text" ? (wholeDigits(tidied) ?? tidied) : kind === "number" ? digitsOfNumberCell(tidied) : null;
  if (value === "lost") {
    report("identification_digits_lost", { value: text });
    return "";
  }
  if (value === null || !/[\p{L}\d]/u.test(value)) {
    report("identification_malformed", { value: text });
    return "";
  }
  if (value.length > maxLength) {
    report("text_too_long", { length: value.length, max: maxLength });
    return "";
  }
  if (kind === "number" && mayBeRounded(value)) report("identification_last_digit", { value });
  if (isUnlikely(value) || /\d\p{Cc}+\d/u.test(text)) report("code_unlikely", { value });
  tellGarbled(text, value, report);
  if (looksLikeFormula(value)) report("text_formula", { value });
  return value;
};
