import { Refused } from "../refused.ts";
import { code, decodeXml, encodeXml, standsAt } from "./xml-bytes.ts";
import { withoutMarkedSections } from "./xml-text.ts";

/**
 * Yields UTF-8 XML in pieces that end with `closing` ("</row>"), and at last the rest after the last one.
 * Elements have no prefix ("<x:row>"), comments are removed and CDATA is plain text, so one forward scan is
 * enough. A piece is valid until the next one is requested. Throws `Refused`.
 */
export async function* xmlRecords(
  pieces: AsyncIterable<Uint8Array>,
  closing: "</row>" | "</si>",
): AsyncGenerator<Uint8Array> {
  let held = new Uint8Array(1 << 17);
  let length = 0;
  let prefix: string | null = null;
  let end = encodeXml(closing);
  let hasRecords = false;
  for await (const piece of utf8Pieces(pieces)) {
    if (prefix === null) {
      prefix = /<(\w+:)(?:worksheet|sst)[\s>]/.exec(latin1.decode(piece))?.[1] ?? "";
      end = encodeXml(`</${prefix}${closing.slice(2)}`);
    }
    held = withRoom(held, length + piece.length);
    held.set(piece, length);
    // The closing tag may begin in the piece before, so its tail is searched again.
    const from = Math.max(0, length - end.length);
    length += piece.length;
    const found = lastTag(held.subarray(from, length), end);
    if (found < 0) continue;
    const cut = from + found + end.length;
    hasRecords = true;
    yield plain(held.subarray(0, cut), prefix);
    held.copyWithin(0, cut, length);
    length -= cut;
  }
  const rest = plain(held.subarray(0, length), prefix ?? "");
  checkEnd(rest, hasRecords ? endsBehind[closing] : endsBehind[closing].slice(1));
  yield rest;
}

/**
 * What must follow the last record, the root's end last. Without records the first of these may be missing: a
 * sheet needs only its root's end, a list of strings nothing.
 */
const endsBehind = {
  "</row>": ["</sheetData>", "</worksheet>"],
  "</si>": ["</sst>"],
} as const;

/** The archive cannot detect a part that was cut before packing: only the XML's end is missing. */
function checkEnd(rest: Uint8Array, ends: readonly string[]): void {
  for (const end of ends) if (lastTag(rest, encodeXml(end.slice(0, -1))) < 0) throw new Refused("truncated");
}

/** A row of 16,384 cells has 2 MB of XML. What follows the last row (merges, rules) is also less than this. */
const maxHeldBytes = 64 * 1024 * 1024;

function withRoom(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  if (length <= bytes.length) return bytes;
  if (length > maxHeldBytes) throw new Refused("too_many_characters");
  const larger = new Uint8Array(Math.max(length, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

const latin1 = new TextDecoder("latin1");

/** Excel writes UTF-8; UTF-16 is allowed and begins with a byte order mark. */
async function* utf8Pieces(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let utf16: TextDecoder | null = null;
  let isFirst = true;
  for await (const piece of pieces) {
    if (isFirst && piece[0] === 0xff && piece[1] === 0xfe) utf16 = new TextDecoder("utf-16le");
    if (isFirst && piece[0] === 0xfe && piece[1] === 0xff) utf16 = new TextDecoder("utf-16be");
    isFirst = false;
    yield utf16 === null ? piece : encodeXml(utf16.decode(piece, { stream: true }));
  }
}

function lastTag(xml: Uint8Array, tag: Uint8Array): number {
  for (let at = xml.lastIndexOf(code.less); at >= 0; at = at === 0 ? -1 : xml.lastIndexOf(code.less, at - 1)) {
    if (standsAt(xml, at, tag)) return at;
  }
  return -1;
}

function plain(xml: Uint8Array, prefix: string): Uint8Array {
  if (prefix === "" && !hasMarkedSection(xml)) return xml;
  const text = withoutMarkedSections(decodeXml(xml));
  return encodeXml(prefix === "" ? text : text.replaceAll(`<${prefix}`, "<").replaceAll(`</${prefix}`, "</"));
}

const exclamation = 33;

/** Whether "<!" occurs anywhere. */
function hasMarkedSection(xml: Uint8Array): boolean {
  for (let at = xml.indexOf(exclamation); at >= 0; at = xml.indexOf(exclamation, at + 1)) {
    if (xml[at - 1] === code.less) return true;
  }
  return false;
}
