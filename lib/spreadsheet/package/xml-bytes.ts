import { Refused } from "../refused.ts";

/** XML as UTF-8 bytes. Everything searched for is ASCII, so millions of cells need no string each (decision 21). */

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();

/** Throws `Refused` ("corrupt") if the bytes are not UTF-8. */
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

export function standsAt(xml: Uint8Array, at: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (xml[at + index] !== word[index]) return false;
  return true;
}

/** The position of `word`, which begins with "<", from `from` on; -1 if it is missing. */
export function findTag(xml: Uint8Array, word: Uint8Array, from: number): number {
  for (let at = xml.indexOf(code.less, from); at >= 0; at = xml.indexOf(code.less, at + 1)) {
    if (standsAt(xml, at, word)) return at;
  }
  return -1;
}

/** The position of the ">" that ends the tag around `from`; -1 if another tag begins before it. */
export function tagEndAt(xml: Uint8Array, from: number): number {
  for (let at = from; at < xml.length; at++) {
    const byte = xml[at];
    if (byte === code.greater) return at;
    if (byte === code.less) return -1;
  }
  return -1;
}

/** Whether an element's name ends here: at white space, ">" or "/". */
export function isNameEnd(byte: number | undefined): boolean {
  return byte === 32 || byte === code.greater || byte === code.slash || byte === 10 || byte === 9 || byte === 13;
}

/** The next start tag with exactly this name ("<row"); -1 if there is none. */
export function nextElement(xml: Uint8Array, open: Uint8Array, from: number): number {
  for (let at = findTag(xml, open, from); at >= 0; at = findTag(xml, open, at + 1)) {
    if (isNameEnd(xml[at + open.length])) return at;
  }
  return -1;
}
