/** Space-like and control characters: each stands where a reader sees a gap. */
const gaps = /[\p{Cc}\p{Zs}\u2028\u2029]+/gu;
/** Soft hyphens, zero-width characters, direction overrides, byte order marks: invisible, so they can only deceive. */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

function tidySlowly(text: string): string {
  return text.replace(invisible, "").toWellFormed().normalize("NFC").replace(gaps, " ").trim();
}

/**
 * The text without invisible characters, with single plain spaces inside and none around, accents composed.
 * Most cells are tidy already and come back as they are: one loop, no allocation.
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

/** Whether a tidied text consists of dashes only: how people write "nothing". */
export function isDash(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code !== 0x2d && code !== 0x2013 && code !== 0x2014 && code !== 0x2212) return false;
  }
  return true;
}

/**
 * A number without the apostrophe that Excel wants before digits it shall keep as text, or as the formula ="0040001" that exports write for
 * the same end.
 */
export function withoutTextMark(text: string): string {
  const kept = text.startsWith('="') ? (/^="([^"]*)"$/.exec(text)?.[1]?.trim() ?? text) : text;
  return kept.startsWith("'") ? kept.replace(/^[' ]+/, "") : kept;
}
