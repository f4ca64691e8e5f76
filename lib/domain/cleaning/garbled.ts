import type { Report } from "./cleaner.ts";
import { hasHoles, isDamaged } from "./damaged-letters.ts";
import { tidy } from "./tidy.ts";

/** What Windows-1252 shows for the bytes 0x80 to 0x9f; the other bytes are their own code points. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** A byte that goes on with a character of UTF-8, as Windows-1252 or Latin-1 shows it. */
const tail = `[\\u0080-\\u00bf${windows1252}]`;

/** Letters with accents, typographic quotes and dashes, € and ™, U+FEFF and U+FFFD: what a portfolio can have in it. */
const shownBytes = new RegExp(`[ÂÃÄÅ]${tail}|(?<=\\p{L})Ì${tail}|â[\\u0080\\u0082\\u0084€‚„]${tail}|ï»¿|ï¿½`, "gu");

/** Accents of a web page's letters, by the end of their names: &oacute; is o and its accent. */
const accents: ReadonlyMap<string, string> = new Map([
  ["acute", "\u0301"],
  ["grave", "\u0300"],
  ["circ", "\u0302"],
  ["tilde", "\u0303"],
  ["uml", "\u0308"],
  ["cedil", "\u0327"],
]);
const signs: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["nbsp", " "],
  ["quot", '"'],
  ["apos", "'"],
  ["lt", "<"],
  ["gt", ">"],
  ["ordm", "º"],
  ["ordf", "ª"],
]);
const entity = /&(?:#(\d{2,4})|([a-z])(acute|grave|circ|tilde|uml|cedil)|(amp|nbsp|quot|apos|lt|gt|ordm|ordf));/gi;

function entityText(whole: string, code: string, letter: string, accent: string, sign: string): string {
  if (code !== undefined) return String.fromCharCode(Number(code));
  if (letter !== undefined) return (letter + (accents.get(accent.toLowerCase()) ?? "")).normalize("NFC");
  return signs.get(sign.toLowerCase()) ?? whole;
}

/** Encoded anew at each of so many programs that a file passed through. */
const maxRounds = 3;

function byteOf(character: string): number {
  const code = character.charCodeAt(0);
  return code < 0x100 ? code : 0x80 + windows1252.indexOf(character);
}

function decoded(bytes: string): string {
  let code = bytes.length === 2 ? byteOf(bytes) & 0x1f : byteOf(bytes) & 0x0f;
  for (let at = 1; at < bytes.length; at++) code = (code << 6) | (byteOf(bytes.charAt(at)) & 0x3f);
  return String.fromCharCode(code);
}

/**
 * What a text was before its UTF-8 bytes were taken for Windows-1252, once or more ("MuÃ±oz" was "Muñoz"), or it was written for a web page
 * ("Mu&ntilde;oz"), or null when it was not.
 * It needs the text as the file has it: tidying takes the soft hyphen of "MarÃ\u00ada" away, and with it half of a letter.
 */
export function repairedText(text: string): string | null {
  let repaired = text;
  for (let round = 0; round < maxRounds; round++) {
    const before = repaired;
    repaired = repaired.replace(shownBytes, decoded).replace(entity, entityText);
    if (repaired === before) break;
  }
  return repaired === text ? null : repaired;
}

/** Says of a text that its letters are damaged, with what they were where that shows. `tidied` is what is sent. */
export function tellGarbled(text: string, tidied: string, report: Report): void {
  const repaired = repairedText(text);
  const proposal = repaired === null ? tidied : tidy(repaired);
  if (proposal !== tidied && !isDamaged(proposal)) report("text_garbled", { value: tidied }, proposal);
  else if (isDamaged(proposal) || hasHoles(text)) report("text_garbled", { value: tidied });
}
