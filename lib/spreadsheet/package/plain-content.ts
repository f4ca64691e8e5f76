import { code, encodeXml, isNameEnd, standsAt, tagEndAt } from "./xml-bytes.ts";

const minus = 45;
const point = 46;
const zero = 48;

const valueOpen = encodeXml("<v>");
const formulaOpen = encodeXml("<f");
const formulaClose = encodeXml("</f>");

/** Where the value in a cell's content begins: at the start or after a formula; -1 if something else comes first. */
export function valueStart(xml: Uint8Array, from: number): number {
  if (standsAt(xml, from, valueOpen)) return from + valueOpen.length;
  if (!standsAt(xml, from, formulaOpen) || !isNameEnd(xml[from + 2])) return -1;
  const tagEnd = tagEndAt(xml, from + formulaOpen.length);
  if (tagEnd < 0) return -1;
  let next = tagEnd + 1;
  if (xml[tagEnd - 1] !== code.slash) {
    const close = xml.indexOf(code.less, next);
    if (close < 0 || !standsAt(xml, close, formulaClose)) return -1;
    next = close + formulaClose.length;
  }
  return standsAt(xml, next, valueOpen) ? next + valueOpen.length : -1;
}

/**
 * End of a number that is already written as the portal keeps it: an optional minus and at most 15 digits,
 * with at most one point between them. -1 for any other, such as one with an exponent.
 */
export function plainNumberEnd(xml: Uint8Array, start: number): number {
  const first = xml[start] === minus ? start + 1 : start;
  let points = 0;
  let at = first;
  for (; ; at++) {
    const byte = xml[at] ?? 0;
    if (byte === point && at > first) points++;
    else if (byte < zero || byte > zero + 9) break;
  }
  const isPlain = points <= 1 && at > first && at - first - points <= 15 && xml[at - 1] !== point;
  return isPlain ? at : -1;
}

/** The whole number from `from` to `to`; NaN if there is anything but digits, or nothing. */
export function integerOf(xml: Uint8Array, from: number, to: number): number {
  let value = from === to ? Number.NaN : 0;
  for (let at = from; at < to; at++) {
    const digit = (xml[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** End of a text that needs no unescaping, at the next tag; -1 if it has entities, carriage returns or `_x000A_`. */
export function plainTextEnd(xml: Uint8Array, start: number): number {
  for (let at = start; at < xml.length; at++) {
    const byte = xml[at];
    if (byte === code.less) return at;
    if (byte === code.ampersand || byte === code.return || (byte === code.underscore && xml[at + 1] === 120)) return -1;
  }
  return -1;
}

const textOpen = encodeXml("<t");

/** Where the text begins in content that starts with `<t>`; -1 if it starts otherwise. */
export function textStart(xml: Uint8Array, from: number): number {
  if (!standsAt(xml, from, textOpen)) return -1;
  const tag = from + textOpen.length;
  if (xml[tag] === code.greater) return tag + 1;
  const end = isNameEnd(xml[tag]) ? tagEndAt(xml, tag) : -1;
  return end < 0 || xml[end - 1] === code.slash ? -1 : end + 1;
}
