/** Signs that stand between two letters of no word: what letters of a Mac or of DOS become in another program, and lost ones (Mar?a, MU¥OZ). */
const withinWords = "•÷?¡¢£¤¥¦§©¬®¯±²³µ¶¸¹¼½¾¿€‚ƒ„†‡ˆ‰‹›˙˚˝˛ˇ";
/** Those of them that nobody writes right behind a word, or right before one. */
const behindWords = "¡¢£¤¥¦§¬¯±µ¶·¸¾‚ƒ„†‡ˆ‰‹˙˚";
const beforeWords = "¢£¤¥¦§¬¯±µ¶·¸¾‚ƒ„†‡ˆ‰‹˙˚";
/** Frames, Greek and the signs of sums, which DOS and Macs have where Windows has letters with accents. */
const otherPages = "\\u0370-\\u03ff\\u2044\\u207f\\u2200-\\u23ff\\u2500-\\u2593\\u25ca\\uf8ff";
/** Capitals that no Spanish word has, nor a Portuguese one behind a small letter; Ú is most often the é of a file of DOS. */
const strangeCapitals = "ÀÂÃÄÅÆÇÈÊËÌÎÏÒÔÕÖÙÚÛÜÝ";

const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.join("|"), "u");

/**
 * Letters that are lost, so that nothing tells what they were: U+FFFD; a sign within a word; half a letter, where no Portuguese word has Ã:
 * behind a small letter, at a beginning, before most letters (MarÃa, DÃAZ). A letter of a Mac or of DOS shows where its case or its place is
 * that of no word (CrŽdito, Mu–oz, RAMîN, Jos‚, PÚrez). A capital word with small é or ñ is none: programs that know no accents write so.
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
  // Typographic quotes, dots and dashes stand beside blanks or other signs; an apostrophe after one or two letters, or before a capital.
  any(
    "\\p{L}[“”…«»‘™]+\\p{Ll}|\\p{Lu}[“”…«»‘]+\\p{Lu}|\\p{L}[–—](?!\\S)|(?<!\\S)[–—’][–—‡]*\\p{Ll}",
    "\\p{L}[–—]+\\p{Ll}|\\p{Lu}[–—]+\\p{Lu}|\\p{Lu}’\\p{Ll}|\\p{L}\\p{Ll}’\\p{Ll}|^[^“”]*\\p{L}”(?!\\p{L})|(?<!\\S)”\\p{L}",
  ),
  // Capitals among small letters and small ones among capitals.
  any(
    `\\p{Ll}[${strangeCapitals}ŽŠŒŸ]+(?:\\p{Ll}|(?!\\p{L}))`,
    `(?<!\\p{L})\\p{Lu}[${strangeCapitals}]\\p{Ll}`,
    "\\p{Lu}[àäåæòîïëêçœžšŽŠŒŸ]\\p{Lu}|\\p{Lu}{2}[àäåæòîïç](?!\\p{L})|(?<!\\p{L})[àäåæòîïëêç]\\p{Lu}",
    "\\p{L}[ŽŠŒŸœž]+\\p{Ll}|(?<!\\p{L})(?:[äåæçîòï]|œ(?!u)|à(?!s(?!\\p{L})|qu)|ê(?:n[gs]|[tc]))\\p{L}",
  ),
  // Letters that other languages have, and these in such places hardly.
  any(
    "\\p{L}[ÐðÞþı]|[ÐðÞþ]\\p{L}|ß[b-df-gjlnp-sv-z]|\\p{L}[Çç][eiEIéíÉÍ]|[Õõ](?![Ee])\\p{L}|\\p{Ll}äe|\\p{Lu}Ì\\p{Lu}|\\p{Lu}Ë(?!L)\\p{Lu}",
    "\\p{Lu}Ö(?:[AO]|(?:N|GU)EZ|N(?!\\p{L}))",
  ),
  /(?<![\p{L}\p{N}])\?\p{Ll}|(?<!¿[^?]*)\p{Ll}\?(?!\S)/u,
  /\p{Lu}[ÃÂ]\p{Ll}|(?<!\p{L})Ã\p{L}|Ã(?![OEISZM])\p{Lu}|â€/u,
];

/** An address of a page has question marks between letters, and they are whole. */
const address = /:\/\/|www\.|\?\w+=/i;

/** Whether letters of a text are lost, as far as that shows. */
export function isDamaged(text: string): boolean {
  return damage.some((pattern) => pattern.test(text)) && !address.test(text);
}

/**
 * Bytes that are no letters in the place of some: zeros of a hole, and what no program shows of a letter (TOM\u0090). So is a blank that does not
 * break before letters that begin no word: the á of DOS (M rquez).
 */
const holes =
  /[\p{L}\p{N}][\0-\x08\x0b\x0c\x0e-\x1f]+[\p{L}\p{N}]|[^\0-\x20][\0-\x08\x0b\x0c\x0e-\x1f]{3,}[^\0-\x1f]|\p{L}[\x80-\x9f]|[\x80-\x9f]\p{L}|(?:(?<!\p{L})\p{L}|\p{Ll})\xa0(?:[nlr][b-df-gjkmp-tvxz]|sq|lz|rq)/u;

/** Whether a text as the file has it shows that letters are lost which tidying makes a blank of. */
export function hasHoles(text: string): boolean {
  return holes.test(text);
}
