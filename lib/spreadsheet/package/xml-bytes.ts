import { Refused } from "../refused.ts";

/** XML as bytes of UTF-8, in which all that is looked for is ASCII: millions of cells are never made a text each. */

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Refuses what is no UTF-8. */
export function decodeXml(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new Refused("corrupt");
    throw thrown;
  }
}

export function encodeXml(text: string): Uint8Array {
  return encoder.encode(text);
}

export const code = { less: 60, greater: 62, slash: 47, quote: 34, ampersand: 38, return: 13, underscore: 95 } as const;

/** Whether `word` stands at `at`. */
export function standsAt(xml: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (xml[at + index] !== word[index]) return false;
  return true;
}

/** Where `word`, which begins with "<", is found from `from` on; -1 where it is not. */
export function findTag(xml: Uint8Array, word: Uint8Array, from: number): number {
  for (let at = xml.indexOf(code.less, from); at >= 0; at = xml.indexOf(code.less, at + 1)) {
    if (standsAt(xml, at, word)) return at;
  }
  return -1;
}

/** Where the ">" of the tag stands that goes on at `from`; -1 where another one begins before it. */
export function tagEndAt(xml: Uint8Array, from: number): number {
  for (let at = from; at < xml.length; at++) {
    const byte = xml[at];
    if (byte === code.greater) return at;
    if (byte === code.less) return -1;
  }
  return -1;
}

/** Whether an element's name ends here: at a blank, ">" or "/". */
export function isNameEnd(byte: number | undefined): boolean {
  return byte === 32 || byte === code.greater || byte === code.slash || byte === 10 || byte === 9 || byte === 13;
}

/** The next start tag of exactly this name ("<row"); -1 where there is none. */
export function nextElement(xml: Uint8Array, open: Uint8Array, from: number): number {
  for (let at = findTag(xml, open, from); at >= 0; at = findTag(xml, open, at + 1)) {
    if (isNameEnd(xml[at + open.length])) return at;
  }
  return -1;
}
