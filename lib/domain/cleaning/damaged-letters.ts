import { greatestHeader, pattern } from "../pattern.ts";

/**
 * Signs that never stand between two letters of a word: letters of a Mac or DOS file read by another program,
 * and lost letters (Mar?a, MU¥OZ).
 */
const withinWords = "•÷?¡¢£¤¥¦§©¬®¯±²³µ¶¸¹¼½¾¿€‚ƒ„†‡ˆ‰‹›˙˚˝˛ˇ";
/** Those signs that nobody writes directly after a word (`behindWords`) or directly before one (`beforeWords`). */
const behindWords = "¡¢£¤¥¦§¬¯±µ¶·¸¾‚ƒ„†‡ˆ‰‹˙˚";
const beforeWords = "¢£¤¥¦§¬¯±µ¶·¸¾‚ƒ„†‡ˆ‰‹˙˚";
/**
 * Box-drawing characters, Greek and mathematical signs: DOS and Macs have them where Windows has accented letters.
 */
const otherPages = "\\u0370-\\u03ff\\u2044\\u207f\\u2200-\\u23ff\\u2500-\\u2593\\u25ca\\uf8ff";
/**
 * Capitals that no Spanish word has, and no Portuguese word has after a small letter. Ú is most often the é
 * of a DOS file.
 */
const strangeCapitals = "ÀÂÃÄÅÆÇÈÊËÌÎÏÒÔÕÖÙÚÛÜÝ";

const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join("|"), "u");

/**
 * Letters that are lost for good: U+FFFD; a sign within a word; half a letter, Ã where no Portuguese word has
 * it (after a small letter, at a beginning, before most letters: MarÃa, DÃAZ). A letter of a Mac or DOS file
 * shows by a case or a place that no word has (CrŽdito, Mu–oz, RAMîN, Jos‚, PÚrez). A small é or ñ in a
 * capital word is not damage: programs that cannot capitalise accented letters write it.
 */
const damage: readonly RegExp[] = [
  any(
    "\\ufffd",
    `\\p{L}[–—]*[${withinWords}][${withinWords}–—]*\\p{L}`,
    `\\p{L}[${behindWords}](?![\\p{L}\\p{N}])`,
    `(?<![\\p{L}\\p{N}])[${beforeWords}]+[–—]*\\p{L}`,
    "(?<![\\p{L}\\p{N}])¡(?![^!]*!)\\p{L}",
    "[^\\P{L}Nn]°\\p{L}",
    "\\p{L}(?:(?<![lL])·|·(?![lL]))\\p{L}",
    `\\p{Script=Latin}[${otherPages}]|[${otherPages}]\\p{Script=Latin}`,
  ),
  // Typographic quotes, dots and dashes belong beside blanks or other signs; an apostrophe after one or two
  // letters, or before a capital.
  any(
    "\\p{L}[“”…«»‘™]+\\p{Ll}|\\p{Lu}[“”…«»‘]+\\p{Lu}|\\p{L}[–—](?!\\S)|(?<!\\S)[–—’][–—‡]*\\p{Ll}",
    "\\p{L}[–—]+\\p{Ll}|\\p{Lu}[–—]+\\p{Lu}|\\p{Lu}’\\p{Ll}|\\p{L}\\p{Ll}’\\p{Ll}|^[^“”]*\\p{L}”(?!\\p{L})|(?<!\\S)”\\p{L}",
  ),
  // Capitals among small letters, and small letters among capitals.
  any(
    `\\p{Ll}[${strangeCapitals}ŽŠŒŸ]+(?:\\p{Ll}|(?!\\p{L}))`,
    `(?<!\\p{L})\\p{Lu}[${strangeCapitals}]\\p{Ll}`,
    "\\p{Lu}[àäåæòîïëêçœžšŽŠŒŸ]\\p{Lu}|\\p{Lu}{2}[àäåæòîïç](?!\\p{L})|(?<!\\p{L})[àäåæòîïëêç]\\p{Lu}",
    "\\p{L}[ŽŠŒŸœž]+\\p{Ll}|(?<!\\p{L})(?:[äåæçîòï]|œ(?!u)|à(?!s(?!\\p{L})|qu)|ê(?:n[gs]|[tc]))\\p{L}",
  ),
  // Letters of other languages, and letters that Spanish and Portuguese hardly have in these places.
  any(
    "\\p{L}[ÐðÞþı]|[ÐðÞþ]\\p{L}|ß[b-df-gjlnp-sv-z]|\\p{L}[Çç][eiEIéíÉÍ]|[Õõ](?![Ee])\\p{L}|\\p{Ll}äe|\\p{Lu}Ì\\p{Lu}|\\p{Lu}Ë(?!L)\\p{Lu}",
    "\\p{Lu}Ö(?:[AO]|(?:N|GU)EZ|N(?!\\p{L}))",
  ),
  pattern("a question mark for a letter", greatestHeader, /(?<![\p{L}\p{N}])\?\p{Ll}|(?<!¿[^?]*)\p{Ll}\?(?!\S)/u),
  /\p{Lu}[ÃÂ]\p{Ll}|(?<!\p{L})Ã\p{L}|Ã(?![OEISZM])\p{Lu}|â€/u,
];

/** A web address: its question marks between letters are not damage. */
const address = /:\/\/|www\.|\?\w+=/i;

/** Whether a text visibly has lost letters. */
export function isDamaged(text: string): boolean {
  return damage.some((pattern) => pattern.test(text)) && !address.test(text);
}

/**
 * Bytes in place of letters that are not letters: zeros of a hole in the data, and control characters that no program
 * shows (TOM\u0090). Also a no-break space before letters that begin no word: the á of DOS ("M\u00a0rquez").
 */
const holes =
  /[\p{L}\p{N}][\0-\x08\x0b\x0c\x0e-\x1f]+[\p{L}\p{N}]|[^\0-\x20][\0-\x08\x0b\x0c\x0e-\x1f]{3,}[^\0-\x1f]|\p{L}[\x80-\x9f]|[\x80-\x9f]\p{L}|(?:(?<!\p{L})\p{L}|\p{Ll})\xa0(?:[nlr][b-df-gjkmp-tvxz]|sq|lz|rq)/u;

/** Whether a text, as the file has it, lost letters that tidying would turn into a space. */
export function hasHoles(text: string): boolean {
  return holes.test(text);
}
