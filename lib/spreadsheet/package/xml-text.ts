import { Refused } from "../refused.ts";
import { joinBytes, openUtf8Bytes } from "../text/byte-pieces.ts";
import { decodeXml } from "./xml-bytes.ts";

/** An XML part's text in pieces. Excel writes UTF-8; UTF-16 is allowed and begins with a byte order mark. */
async function* xmlText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
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
    yield decodeXml(all.subarray(0, cut));
  }
  if (open.length > 0) throw new Refused("corrupt");
}

/** A small part as one text, its elements without prefix. Throws `Refused` if it is cut, damaged or too long. */
export async function wholeXml(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const piece of xmlText(bytes)) {
    text += piece;
    if (text.length > maxWholeCharacters) throw new Refused("too_many_characters");
  }
  const plain = withoutPrefixes(withoutMarkedSections(text));
  if (!endsWithRoot(plain)) throw new Refused("truncated");
  return plain;
}

/** Whether the last tag closes the first element: a cut list of sheets has lost some of them. */
function endsWithRoot(xml: string): boolean {
  const root = /<([A-Za-z_][\w.-]*)[^>]*>/.exec(xml);
  if (root === null) return xml.trim() === "";
  return xml.trimEnd().endsWith(`</${root[1]}>`) || root[0].endsWith("/>");
}

/** The list of sheets and the styles have some KB; tens of thousands of styles have some MB. */
const maxWholeCharacters = 32 * 1024 * 1024;

/**
 * Removes comments and makes CDATA plain text, so that one forward scan is enough. Throws `Refused`
 * ("doctype") for a document type: it can declare entities that grow without bound, and no spreadsheet
 * program writes one.
 */
export function withoutMarkedSections(text: string): string {
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

/** Resolves entities, line ends and Excel's own `_x000D_`. */
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

/** The value of an attribute in a start tag; null if it is missing. `name` may be a pattern. */
export function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  return found === null ? null : unescapeXml(found[1] ?? found[2] ?? "");
}

/** All text of `<t>` elements, without phonetic runs, which repeat the text in kana. */
export function runsText(xml: string): string {
  const source = xml.includes("<rPh") ? xml.replace(/<rPh[\s>][\s\S]*?<\/rPh>/g, "") : xml;
  let text = "";
  for (const found of source.matchAll(/<t(?:\s[^>]*[^/>])?>([\s\S]*?)<\/t>/g)) text += found[1] ?? "";
  return unescapeXml(text);
}

/**
 * The text of a shared or inline string's content. Nearly all are a single `<t>`; only several runs take the
 * slower way.
 */
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
