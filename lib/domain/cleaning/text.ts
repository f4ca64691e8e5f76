import type { Field } from "../fields/field.ts";
import { namedMonth } from "../mapping/columns/cell-forms.ts";
import { mayBeAbsent } from "./absent-text.ts";
import type { Cleaner } from "./cleaner.ts";
import { looksLikeFormula } from "./formula-like.ts";
import { tellGarbled } from "./garbled.ts";
import { isDash, tidy } from "./tidy.ts";

/** No name or address that a person wrote is longer; an unbalanced quote that swallowed rows is. */
export const maxTextLength = 1_000;

/**
 * By character code: 1 for characters of a plain text, 2 for the space between words, 3 for capitals that are
 * plain where words have them, 0 for what the cleaner has to read.
 */
const forms = new Uint8Array(0x180);
forms.fill(1, 0x21, 0x7f).fill(1, 0xc0);
forms[0x20] = 2;
// A question mark may be a lost letter, & may begin an HTML entity, and the others may be letters of another
// code page.
for (const sign of "?&×÷ÀÂÃÄÅÆÇÈËÌÎÏÐÒÕÖÙÛÝÞßàäåæçêëîïðòþıŒœŠšŸŽž") forms[sign.charCodeAt(0)] = 0;
for (const capital of "ÊÔÚÜ") forms[capital.charCodeAt(0)] = 3;

function isSmall(text: string, at: number, end: number): boolean {
  const code = at < end ? text.charCodeAt(at) : 0;
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0xff);
}

/**
 * Whether the cell from `start` to `end` is text without issues, in one pass: Latin letters and printable
 * ASCII with single spaces, no sign in front. So it is tidy, has a value, lost no letters and is no formula.
 */
export function isPlainText(text: string, start = 0, end = text.length): boolean {
  if (end - start > maxTextLength || mayBeAbsent(text, start, end)) return false;
  let isAfterGap = true;
  for (let at = start; at < end; at++) {
    const form = forms[text.charCodeAt(at)];
    if (form === 1) isAfterGap = false;
    else if (form === 2 && !isAfterGap) isAfterGap = true;
    // Inside a word and next to a small letter, Ú is most often the é of DOS (AndrÚs, PÚrez).
    else if (form === 3 && (isAfterGap || !(isSmall(text, at - 1, end) || isSmall(text, at + 1, end))))
      isAfterGap = false;
    else return false;
  }
  return !isAfterGap;
}

/**
 * An amount with decimals, a percentage or a date: never a name or a label. A bare number may be a product's code.
 */
const figure =
  /^[-(]?[$€]?\s*\d[\d.,' ]*[.,]\d{2}\)?$|^\d+(?:[.,]\d+)?\s*%$|^\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?:[ T].*)?$|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

const bareNumber = /^\d[\d.,]*$/;

const ofWords: ReadonlySet<string> = new Set(["debtor.Name", "obligation.name", "obligation.portfolio_type"]);

/** Whether a text field holds only names and labels. */
export function isOfWords({ id }: Pick<Field, "id">): boolean {
  return ofWords.has(id);
}

/** Whether the cell is plain text that does not begin like a figure: no digit, $ or ( in front. */
export function isPlainWords(text: string, start = 0, end = text.length): boolean {
  const first = text.charCodeAt(start);
  return (first < 0x30 || first > 0x39) && first !== 0x24 && first !== 0x28 && isPlainText(text, start, end);
}

/**
 * A label. An amount or a date in its place is a warning, since the row may be shifted; so is a number cell with
 * decimals. `hasStrayNumbers`: only a few of the column's cells are numbers, so any bare number is a warning.
 */
export function labelCleaner(hasStrayNumbers = false): Cleaner {
  return (text, kind, report) => {
    const value = cleanText(text, kind, report);
    const isNumber = hasStrayNumbers ? bareNumber.test(value) : kind === "number" && value.includes(".");
    if (isNumber || figure.test(value) || (isDigit(value) && namedMonth.test(value)))
      report("text_unlikely", { value });
    return value;
  };
}

/** Whether a text may be a figure: no letter in front, and a digit, % or ) at the end. */
export function mayBeFigure(text: string, start = 0, end = text.length): boolean {
  const last = text.charCodeAt(end - 1);
  return text.charCodeAt(start) < 0x41 && ((last >= 0x30 && last <= 0x39) || last === 0x25 || last === 0x29);
}

/**
 * An address. An amount or a date in its place is a warning. `hasStrayNumbers`: only a few of the column's
 * cells are numbers, so a bare number is a warning too.
 */
export function addressCleaner(hasStrayNumbers = false): Cleaner {
  return (text, kind, report) => {
    const value = cleanText(text, kind, report);
    const isFigure = mayBeFigure(value) && (figure.test(value) || (isDigit(value) && namedMonth.test(value)));
    if (isFigure || (hasStrayNumbers && bareNumber.test(value))) report("text_unlikely", { value });
    return value;
  };
}

function isDigit(value: string): boolean {
  return value.charCodeAt(0) >= 0x30 && value.charCodeAt(0) <= 0x39;
}

/** A digit, $ or ( in front, and no letter after it. */
const withoutLetter = /^[\d$(]\P{L}*$/u;

/** A person's or a company's name; a number in its place is a warning. */
export const cleanName: Cleaner = (text, kind, report) => {
  const value = cleanText(text, kind, report);
  if (withoutLetter.test(value)) report("text_unlikely", { value });
  return value;
};

/** A text, tidied and never cut: over 1,000 characters is an error; damaged letters and formulas are warnings. */
export const cleanText: Cleaner = (text, _kind, report) => {
  if (isPlainText(text)) return text;
  const tidied = tidy(text);
  if (isDash(tidied)) return "";
  if (tidied.length > maxTextLength) {
    report("text_too_long", { length: tidied.length, max: maxTextLength });
    return "";
  }
  tellGarbled(text, tidied, report);
  if (looksLikeFormula(tidied)) report("text_formula", { value: tidied });
  return tidied;
};
