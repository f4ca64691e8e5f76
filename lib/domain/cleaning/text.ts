import type { Field } from "../fields/field.ts";
import { namedMonth } from "../mapping/columns/cell-forms.ts";
import { mayBeAbsent } from "./absent-text.ts";
import type { Cleaner } from "./cleaner.ts";
import { looksLikeFormula } from "./formula-like.ts";
import { tellGarbled } from "./garbled.ts";
import { isDash, tidy } from "./tidy.ts";

/** Nothing a person wrote into a name or an address is longer; an unbalanced quote that swallowed rows is. */
export const maxTextLength = 1_000;

/**
 * By character code: 1 for what stands in a plain text, 2 for the blank between its words, 3 for capitals that are plain where words have them,
 * 0 for what takes a longer look.
 */
const forms = new Uint8Array(0x180);
forms.fill(1, 0x21, 0x7f).fill(1, 0xc0);
forms[0x20] = 2;
// Letters may be lost where a question mark stands; & begins those of a web page; the others may be what letters of another code page became.
for (const sign of "?&×÷ÀÂÃÄÅÆÇÈËÌÎÏÐÒÕÖÙÛÝÞßàäåæçêëîïðòþıŒœŠšŸŽž") forms[sign.charCodeAt(0)] = 0;
for (const capital of "ÊÔÚÜ") forms[capital.charCodeAt(0)] = 3;

function isSmall(text: string, at: number, end: number): boolean {
  const code = at < end ? text.charCodeAt(at) : 0;
  return (code >= 0x61 && code <= 0x7a) || (code >= 0xdf && code <= 0xff);
}

/** Latin letters and printable ASCII with single blanks inside, no sign in front: tidy, a value, whole and no formula, in one pass. */
export function isPlainText(text: string, start = 0, end = text.length): boolean {
  if (end - start > maxTextLength || mayBeAbsent(text, start, end)) return false;
  let isAfterGap = true;
  for (let at = start; at < end; at++) {
    const form = forms[text.charCodeAt(at)];
    if (form === 1) isAfterGap = false;
    else if (form === 2 && !isAfterGap) isAfterGap = true;
    // Behind a small letter, or as a name's second letter, Ú is most often the é of DOS (AndrÚs, PÚrez).
    else if (form === 3 && (isAfterGap || !(isSmall(text, at - 1, end) || isSmall(text, at + 1, end))))
      isAfterGap = false;
    else return false;
  }
  return !isAfterGap;
}

/** An amount with its decimals, a share or a date: what no name and no label is. A bare number may be a product's code. */
const figure =
  /^[-(]?[$€]?\s*\d[\d.,' ]*[.,]\d{2}\)?$|^\d+(?:[.,]\d+)?\s*%$|^\d{1,4}([-/.])\d{1,2}\1\d{2,4}(?:[ T].*)?$|^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$/;

const bareNumber = /^\d[\d.,]*$/;

const ofWords: ReadonlySet<string> = new Set(["debtor.Name", "obligation.name", "obligation.portfolio_type"]);

/** Whether a field of text holds nothing but names and labels. */
export function isOfWords({ id }: Pick<Field, "id">): boolean {
  return ofWords.has(id);
}

/** Plain words: what begins with a digit takes a longer look. */
export function isPlainWords(text: string, start = 0, end = text.length): boolean {
  const first = text.charCodeAt(start);
  return (first < 0x30 || first > 0x39) && first !== 0x24 && first !== 0x28 && isPlainText(text, start, end);
}

/** A label, of which an amount or a date in its place is told: the row may be shifted. So is a number where others are none. */
export function labelCleaner(hasStrayNumbers = false): Cleaner {
  return (text, kind, report) => {
    const value = cleanText(text, kind, report);
    const isNumber = hasStrayNumbers ? bareNumber.test(value) : kind === "number" && value.includes(".");
    if (isNumber || figure.test(value) || (isDigit(value) && namedMonth.test(value)))
      report("text_unlikely", { value });
    return value;
  };
}

/** Begins with no letter, and ends with a digit or what stands behind an amount: a figure at a glance. */
export function mayBeFigure(text: string, start = 0, end = text.length): boolean {
  const last = text.charCodeAt(end - 1);
  return text.charCodeAt(start) < 0x41 && ((last >= 0x30 && last <= 0x39) || last === 0x25 || last === 0x29);
}

/** An address may be anything but an amount or a date; a bare number is told where others are none. */
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

/** A digit or what stands before an amount, and no letter behind it. */
const withoutLetter = /^[\d$(]\P{L}*$/u;

/** A person's or a company's name, of which a number in its place is told too. */
export const cleanName: Cleaner = (text, kind, report) => {
  const value = cleanText(text, kind, report);
  if (withoutLetter.test(value)) report("text_unlikely", { value });
  return value;
};

/** A name, an address, a label: tidied, never cut. */
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
