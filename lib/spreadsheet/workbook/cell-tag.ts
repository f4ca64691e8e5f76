import { code, decodeXml, encodeXml, standsAt, tagEndAt } from "../package/xml-bytes.ts";
import { attribute } from "../package/xml-text.ts";

/** Attributes of a cell's start tag; refilled for every cell. `column` is -1 if the tag has no reference. */
export interface CellTag {
  column: number;
  style: number;
  /** The attribute `t`; "" for a number. */
  type: string;
}

const letterR = 114;
const letterS = 115;
const letterT = 116;
const apostrophe = 39;
const equals = 61;

/**
 * Reads `r`, `s` and `t` of a cell's tag; `from` is behind "<c". Returns the position of the tag's ">", -1 if
 * there is none. Works byte by byte, since a sheet has millions of cells.
 */
export function readCellTag(xml: Uint8Array, from: number, tag: CellTag): number {
  tag.column = -1;
  tag.style = 0;
  tag.type = "";
  for (let at = from; at < xml.length; ) {
    const byte = xml[at];
    if (byte === code.greater) return at;
    if (byte === code.less) return -1;
    if (byte === apostrophe) return readUnusualTag(xml, from, tag);
    if (byte !== equals) {
      at++;
      continue;
    }
    // At "=": the attribute's name ends before it, its value begins behind the quote.
    if (xml[at + 1] !== code.quote || isSpace(xml[at - 1])) return readUnusualTag(xml, from, tag);
    let end = at + 2;
    while (xml[end] !== code.quote) if (end >= xml.length || xml[end++] === code.less) return -1;
    if (isSpace(xml[at - 2])) {
      const name = xml[at - 1];
      if (name === letterR) tag.column = columnOfReference(xml, at + 2, end);
      else if (name === letterS) tag.style = digits(xml, at + 2, end);
      else if (name === letterT) tag.type = typeOf(xml, at + 2, end);
    }
    at = end + 1;
  }
  return -1;
}

/** The types of nearly all cells. */
const usualTypes = ["s", "str", "inlineStr"].map((type) => ({ type, bytes: encodeXml(type) }));

function typeOf(xml: Uint8Array, from: number, end: number): string {
  for (const { type, bytes } of usualTypes) {
    if (bytes.length === end - from && standsAt(xml, from, bytes)) return type;
  }
  return decodeXml(xml.subarray(from, end));
}

/** For single quotes, or blanks around "=": valid XML that hardly anybody writes. */
function readUnusualTag(xml: Uint8Array, from: number, tag: CellTag): number {
  const end = tagEndAt(xml, from);
  if (end < 0) return -1;
  const source = decodeXml(xml.subarray(from, end));
  const reference = attribute(source, "r");
  tag.column = reference === null ? -1 : columnOfReference(encodeXml(reference), 0, reference.length);
  tag.style = Number(attribute(source, "s") ?? 0);
  tag.type = attribute(source, "t") ?? "";
  return end;
}

/** The column, from 0, of a reference such as "AB12"; -1 if it has no letters. */
export function columnOfReference(reference: Uint8Array, from: number, end: number): number {
  let column = 0;
  for (let at = from; at < end; at++) {
    const letter = (reference[at] ?? 0) | 32;
    if (letter < 97 || letter > 122) break;
    column = column * 26 + (letter - 96);
  }
  return column - 1;
}

function digits(xml: Uint8Array, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) value = value * 10 + ((xml[at] ?? 0) - 48);
  return value;
}

function isSpace(byte: number | undefined): boolean {
  return byte === 32 || byte === 10 || byte === 9 || byte === 13;
}
