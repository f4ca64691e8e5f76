import type { Cleaner } from "./cleaner.ts";
import { repairedText } from "./garbled.ts";
import { isDash, tidy } from "./tidy.ts";

/** Nothing a person wrote into a name or an address is longer; an unbalanced quote that swallowed rows is. */
export const maxTextLength = 1_000;

/**
 * Latin letters and printable ASCII with single blanks inside, not beginning with a dash: tidy and no placeholder, in one pass.
 * Â and Ã go the long way, where garbled text is looked for.
 */
export function isPlainText(text: string, start = 0, end = text.length): boolean {
  if (end - start > maxTextLength || text.charCodeAt(start) === 0x2d) return false;
  let isAfterGap = true;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || (code > 0x7e && (code < 0xc0 || code > 0x17f || code === 0xc2 || code === 0xc3))) return false;
    if (code === 0x20) {
      if (isAfterGap) return false;
      isAfterGap = true;
    } else isAfterGap = false;
  }
  return !isAfterGap;
}

/** A name, an address, a label: tidied, never cut. */
export const cleanText: Cleaner = (text, _kind, report) => {
  if (isPlainText(text)) return text;
  const tidied = tidy(text);
  if (isDash(tidied)) return "";
  if (tidied.length > maxTextLength) {
    report("text_too_long", { length: tidied.length, max: maxTextLength });
    return "";
  }
  const repaired = repairedText(tidied);
  if (repaired !== null) report("text_garbled", { value: tidied }, repaired);
  else if (tidied.includes("\ufffd")) report("text_garbled", { value: tidied });
  return tidied;
};
