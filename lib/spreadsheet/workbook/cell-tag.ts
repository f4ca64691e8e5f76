import { attribute } from "./xml-text.ts";

/** What a cell's start tag says; one object is filled again for every cell. `column` is -1 where no reference is given. */
export interface CellTag {
  column: number;
  style: number;
  /** The attribute `t`; empty for a number. */
  type: string;
}

const quoteCode = 34;
const closeCode = 62;

/**
 * Reads `r`, `s` and `t` of a cell's tag from behind "<c" on. Answers where its ">" stands, -1 where there is none.
 * Character by character, since a sheet has millions of them.
 */
export function readCellTag(xml: string, from: number, tag: CellTag): number {
  tag.column = -1;
  tag.style = 0;
  tag.type = "";
  let at = from;
  for (;;) {
    const code = xml.charCodeAt(at);
    if (code === closeCode) return at;
    if (Number.isNaN(code)) return -1;
    if (code === 39) return readUnusualTag(xml, from, tag);
    if (code !== 61) {
      at++;
      continue;
    }
    // At "=": the attribute's name ends before it, its value begins behind the quote.
    if (xml.charCodeAt(at + 1) !== quoteCode || isSpace(xml.charCodeAt(at - 1))) return readUnusualTag(xml, from, tag);
    const end = xml.indexOf('"', at + 2);
    if (end < 0) return -1;
    if (isSpace(xml.charCodeAt(at - 2))) {
      const name = xml.charCodeAt(at - 1);
      if (name === 114) tag.column = columnOfReference(xml, at + 2, end);
      else if (name === 115) tag.style = digits(xml, at + 2, end);
      else if (name === 116) tag.type = xml.slice(at + 2, end);
    }
    at = end + 1;
  }
}

/** Single quotes or blanks around "=": allowed by XML, written by hardly anybody. */
function readUnusualTag(xml: string, from: number, tag: CellTag): number {
  const end = xml.indexOf(">", from);
  if (end < 0) return -1;
  const source = xml.slice(from, end);
  const reference = attribute(source, "r");
  tag.column = reference === null ? -1 : columnOfReference(reference, 0, reference.length);
  tag.style = Number(attribute(source, "s") ?? 0);
  tag.type = attribute(source, "t") ?? "";
  return end;
}

/** The column, from 0, of a reference such as "AB12"; -1 where it has no letters. */
export function columnOfReference(text: string, from: number, end: number): number {
  let column = 0;
  for (let at = from; at < end; at++) {
    const letter = text.charCodeAt(at) | 32;
    if (letter < 97 || letter > 122) break;
    column = column * 26 + (letter - 96);
  }
  return column - 1;
}

function digits(text: string, from: number, end: number): number {
  let value = 0;
  for (let at = from; at < end; at++) value = value * 10 + (text.charCodeAt(at) - 48);
  return value;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}
