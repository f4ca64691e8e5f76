import { tidy } from "./tidy.ts";

/**
 * What programs and people write into a cell without a value. `error`: a spreadsheet's error in place of a value that
 * should be there. `absent`: no value was meant (a database's NULL, N/A, a lone dash or dot). Decision 26.
 */
export type Absence = "error" | "absent";

/**
 * Error names end in ! or ? in every language; some exporters damage the sign before them (#¡REF!, #?REF!).
 * ##### is a value that did not fit its column.
 */
const sheetError =
  /^(?:#(?=\S*\p{L})\S{1,28}[!?]|#\W?N\/(?:A|D|DISP)|#(?:GETTING_DATA|OBTENIENDO_DATOS|OBTENDO_DADOS)|#{2,}|err:\d{3})$/iu;

/** Punctuation only: no letter, no digit, no currency sign. */
const onlySigns = /^[\p{P}\s\u2212]+$/u;

const words: ReadonlySet<string> = new Set(
  [
    "s/n",
    "s/d",
    "sin dato",
    "sin datos",
    "n/a",
    "n/a.",
    "n.a.",
    "n.a",
    "n/d",
    "n.d.",
    "n.d",
    "null",
    "none",
    "nan",
    "nat",
    "nil",
    "undefined",
    "\\n",
  ].concat(
    ["null", "none", "na", "nan", "blank", "en blanco", "vacío", "vacio", "em branco", "vazio", "empty"].flatMap(
      (word) => [`(${word})`, `<${word}>`, `[${word}]`],
    ),
  ),
);

const colon = 0x3a;

/**
 * Whether the cell from `start` to `end` may have no value. False is certain. Called for every cell, so the
 * first character decides most of them.
 */
export function mayBeAbsent(text: string, start = 0, end = text.length): boolean {
  const first = text.charCodeAt(start);
  if (first >= 0x30 && first <= 0x39) return false;
  const letter = first | 0x20;
  if (letter >= 0x61 && letter <= 0x7a && first >= 0x41) {
    // null, none, n/a, s/n…; undefined; Err:502.
    const isShort = letter === 0x6e || letter === 0x73 ? end - start <= 4 : letter === 0x75 && end - start === 9;
    if (isShort || (letter === 0x65 && text.charCodeAt(start + 3) === colon)) return true;
    // "sin dato".
    if (letter === 0x73 && text.charCodeAt(start + 3) <= 0x20) return true;
    const begins = letter === 0x6e || letter === 0x73 || letter === 0x75 || letter === 0x65;
    return begins && mayShorten(text, start, end);
  }
  // A letter beyond ASCII begins a word, and $ begins an amount.
  return first !== 0x24 && (first < 0xc0 || first > 0x24f);
}

/** Whether tidying may shorten the cell: it ends with a gap, or something in it is no letter and no ASCII. */
function mayShorten(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(end - 1) <= 0x20) return true;
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x7e && (code < 0xc0 || code > 0x24f)) return true;
  }
  return false;
}

/** The kind of absence that a cell's text shows; null for a value. */
export function absenceOf(text: string): Absence | null {
  const tidied = tidy(text);
  if (sheetError.test(tidied)) return "error";
  return onlySigns.test(tidied) || words.has(tidied.toLowerCase()) ? "absent" : null;
}
