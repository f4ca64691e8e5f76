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
 * Digits only, or digits with letters and inner dashes beginning with a letter, as text: nothing to tidy, nothing lost. What begins with a
 * digit and has a letter may be a number in scientific notation.
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

/** A name or an address in the place of a number: without a digit, or with a sign, a quote or as many words as no number has. */
function isUnlikely(value: string): boolean {
  return (
    (value.length > 2 && !/\d/.test(value)) ||
    /\s#|[@#]\s|"/.test(value) ||
    (value.match(/\p{L}{3,}/gu)?.length ?? 0) > 2
  );
}

/**
 * The number of an obligation: whatever the sender writes, tidied, since cards, contracts and invoices all have their own forms.
 * Only lost digits are refused; what looks like a name or an address is said.
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
