import type { Report } from "./cleaner.ts";
import { hasHoles, isDamaged } from "./damaged-letters.ts";
import { tidy } from "./tidy.ts";

/** What Windows-1252 shows for the bytes 0x80 to 0x9f. Every other byte is its own code point. */
const windows1252 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** A continuation byte of UTF-8, as Windows-1252 or Latin-1 shows it. */
const tail = `[\\u0080-\\u00bf${windows1252}]`;

/**
 * UTF-8 shown as Windows-1252, for the characters found in portfolios: accented letters, typographic quotes
 * and dashes, € and ™, U+FEFF and U+FFFD.
 */
const shownBytes = new RegExp(`[ÂÃÄÅ]${tail}|(?<=\\p{L})Ì${tail}|â[\\u0080\\u0082\\u0084€‚„]${tail}|ï»¿|ï¿½`, "gu");

/** Combining accents by how an HTML entity's name ends: &oacute; is o with U+0301. */
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

/** How many programs, one after the other, may have encoded the text again. */
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
 * The text before its UTF-8 bytes were read as Windows-1252, once or more ("MuÃ±oz" was "Muñoz"), or before
 * it was encoded for a web page ("Mu&ntilde;oz"); null if neither happened. Pass the text as the file has it:
 * tidying removes the soft hyphen of "MarÃ\u00ada", which is half of a letter.
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

/** Reports damaged letters, with the repaired text as proposal if it can be told. `tidied` is what is sent. */
export function tellGarbled(text: string, tidied: string, report: Report): void {
  const repaired = repairedText(text);
  const proposal = repaired === null ? tidied : tidy(repaired);
  if (proposal !== tidied && !isDamaged(proposal)) report("text_garbled", { value: tidied }, proposal);
  else if (isDamaged(proposal) || hasHoles(text)) report("text_garbled", { value: tidied });
}
