/** Space-like and control characters: a reader sees a gap in their place. */
const gaps = /[\p{Cc}\p{Zs}\u2028\u2029]+/gu;
/**
 * Soft hyphens, zero-width characters, direction overrides, byte order marks: invisible, so they can only mislead.
 */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

function tidySlowly(text: string): string {
  return text.replace(invisible, "").toWellFormed().normalize("NFC").replace(gaps, " ").trim();
}

/**
 * The text without invisible characters, with single plain spaces inside and none around, accents composed
 * (NFC). Most cells are tidy already and are returned unchanged: one loop, no allocation.
 */
export function tidy(text: string): string {
  let isAfterGap = true;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x20) {
      if (isAfterGap) return tidySlowly(text);
      isAfterGap = true;
    } else if ((code > 0x20 && code < 0x7f) || (code > 0xa0 && code < 0x300 && code !== 0xad)) {
      isAfterGap = false;
    } else {
      return tidySlowly(text);
    }
  }
  return isAfterGap && text.length > 0 ? tidySlowly(text) : text;
}

/** Whether a tidied text is empty or only dashes, which is how people write "nothing". */
export function isDash(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x2d && code !== 0x2013 && code !== 0x2014 && code !== 0x2212) return false;
  }
  return true;
}

/**
 * A number without the apostrophe that makes Excel keep digits as text, and without the formula ="0040001"
 * that exports write for the same purpose.
 */
export function withoutTextMark(text: string): string {
  const kept = text.startsWith('="') ? (/^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text) : text;
  return kept.startsWith("'") ? kept.replace(/^[' ]+/, "") : kept;
}
