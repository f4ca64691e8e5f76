import { Refused } from "../refused.ts";
import { joinBytes, openUtf8Bytes } from "../text/byte-pieces.ts";

/** An XML part's text in pieces. Excel writes UTF-8; UTF-16 is allowed and begins with a mark. */
export async function* xmlText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  let utf16: TextDecoder | null = null;
  let open: Uint8Array = new Uint8Array(0);
  let isFirst = true;
  for await (const piece of bytes) {
    if (isFirst && piece[0] === 0xff && piece[1] === 0xfe) utf16 = new TextDecoder("utf-16le");
    if (isFirst && piece[0] === 0xfe && piece[1] === 0xff) utf16 = new TextDecoder("utf-16be");
    isFirst = false;
    if (utf16 !== null) {
      yield utf16.decode(piece, { stream: true });
      continue;
    }
    const all = joinBytes(open, piece);
    const cut = all.length - openUtf8Bytes(all);
    open = all.slice(cut);
    yield decodeStrictly(utf8, all.subarray(0, cut));
  }
  if (open.length > 0) throw new Refused("corrupt");
}

function decodeStrictly(decoder: TextDecoder, bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (thrown) {
    if (thrown instanceof TypeError) throw new Refused("corrupt");
    throw thrown;
  }
}

/** A small part as one text, in which elements have no prefix. */
export async function wholeXml(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of xmlText(bytes)) {
    text += piece;
    if (text.length > maxWholeCharacters) throw new Refused("too_many_characters");
  }
  return withoutPrefixes(withoutMarkedSections(text));
}

/** The list of sheets and the styles have some KB; tens of thousands of styles have some MB. */
const maxWholeCharacters = 32 * 1024 * 1024;

/**
 * Text that ends with `closing` ("</row>") each time, and at last what follows the last of them. Elements lose their
 * prefix ("<x:row>"), comments are gone and CDATA is plain text, so that one forward scan is enough.
 */
export async function* xmlRecords(pieces: AsyncIterable<string>, closing: string): AsyncGenerator<string> {
  let held: string[] = [];
  let heldLength = 0;
  let prefix: string | null = null;
  for await (const piece of pieces) {
    prefix ??= /<(\w+:)(?:worksheet|sst)[\s>]/.exec(piece)?.[1] ?? "";
    const end = prefix === "" ? closing : `</${prefix}${closing.slice(2)}`;
    const last = held.at(-1) ?? "";
    // The closing tag may begin in the piece before; only its tail needs to be looked at again.
    const tail = last.slice(-end.length);
    const found = (tail + piece).lastIndexOf(end);
    if (found < 0) {
      held.push(piece);
      heldLength += piece.length;
      if (heldLength > maxHeldCharacters) throw new Refused("too_many_characters");
      continue;
    }
    const cut = found + end.length - tail.length;
    yield plain(held.join("") + piece.slice(0, cut), prefix);
    held = [piece.slice(cut)];
    heldLength = held[0]?.length ?? 0;
  }
  yield plain(held.join(""), prefix ?? "");
}

/** One row of 16,384 cells has 2 MB of XML; what stands behind the last row (merges, rules) has less than this as well. */
const maxHeldCharacters = 64 * 1024 * 1024;

function plain(text: string, prefix: string): string {
  const clean = text.includes("<!") ? withoutMarkedSections(text) : text;
  return prefix === "" ? clean : clean.replaceAll(`<${prefix}`, "<").replaceAll(`</${prefix}`, "</");
}

/** A document type can declare entities that grow without bound; no spreadsheet program writes one. */
function withoutMarkedSections(text: string): string {
  if (!text.includes("<!")) return text;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) throw new Refused("doctype");
  return text
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, content: string) =>
      content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
    );
}

function withoutPrefixes(text: string): string {
  return text.replace(/<(\/?)[A-Za-z_][\w.-]*:/g, "<$1");
}

const entities = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** The characters that stand for themselves again: entities, line ends, and Excel's own `_x000D_`. */
export function unescapeXml(text: string): string {
  let plainText = text;
  if (plainText.includes("&")) {
    plainText = plainText.replace(
      /&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/g,
      (whole, hex, decimal, name) => {
        if (name !== undefined) return entities.get(name) ?? whole;
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
      },
    );
  }
  if (plainText.includes("\r")) plainText = plainText.replace(/\r\n?/g, "\n");
  if (!plainText.includes("_x")) return plainText;
  return plainText.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** The value of an attribute within one start tag, or null. */
export function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found === null ? null : unescapeXml(found[1] ?? found[2] ?? "");
}

/** All text of `<t>` elements, without phonetic runs: those repeat in kana what the text says. */
export function runsText(xml: string): string {
  const source = xml.includes("<rPh") ? xml.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, "") : xml;
  let text = "";
  for (const found of source.matchAll(/<t(?:\s[^>]*[^/>])?>([\s\S]*?)<\/t>/g)) text += found[1] ?? "";
  return unescapeXml(text);
}

/** The text of a shared or inline string's content. Nearly all are one `<t>`; only those of several runs go the slower way. */
export function textBetween(xml: string, start: number, end: number): string {
  if (xml.startsWith("<t", start) && xml.startsWith("</t>", end - 4)) {
    const open = xml.indexOf(">", start);
    const close = end - 4;
    if (open < close && xml[open - 1] !== "/" && xml.indexOf("</t>", open) === close) {
      return unescapeXml(xml.slice(open + 1, close));
    }
  }
  return runsText(xml.slice(start, end));
}
