import type { Cleaner } from "./cleaner.ts";
import { repairedText } from "./garbled.ts";
import { isDash, tidy } from "./tidy.ts";

/** Nothing a person wrote into a name or an address is longer; an unbalanced quote that swallowed rows is. */
export const maxTextLength = 1_000;

/** A name, an address, a label: tidied, never cut. */
export const cleanText: Cleaner = (text, _kind, report) => {
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
