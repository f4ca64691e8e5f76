import type { Cleaner } from "./cleaner.ts";
import { isDash, tidy, withoutTextMark } from "./tidy.ts";
import { digitsOfNumberCell, wholeDigits } from "./whole-digits.ts";

const maxLength = 100;

/** Digits only, as text: nothing to tidy, nothing lost. */
function isDigits(text: string): boolean {
  if (text.length > maxLength) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) return false;
  }
  return text.length > 0;
}

/**
 * The number of an obligation: whatever the sender writes, tidied, since cards, contracts and invoices all have their own forms.
 * Only lost digits are refused.
 */
export const cleanCode: Cleaner = (text, kind, report) => {
  if (kind === "text" && isDigits(text)) return text;
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
  return value;
};
