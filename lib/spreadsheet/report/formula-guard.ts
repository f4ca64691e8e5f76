import { monthOfName } from "#lib/domain/cleaning/dates/month-names.ts";
import { foldText } from "#lib/domain/cleaning/fold-text.ts";
import { kindLetters } from "#lib/domain/table/table.ts";

/** What makes a spreadsheet take a text for a formula, at its start: ASCII, tab and line ends, and the full-width forms. */
const trigger = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * A signed number, an amount or a telephone: digits and their marks. Without letters nothing in it can name a cell, a function or a
 * program, so it stays as it is and is read back as it was. A sign inside makes it a sum: +57-300 is -243.
 */
const signedDigits = /^[+-] ?[$€£]? ?\(?\d[\d .,()\u00a0]*%?$/;

/** What a spreadsheet takes for something else than a whole number, in any of its languages. */
const convertedForms = [
  // Dates and fractions: 1-2, 3/4, 12-2026, 1-2-26, 1.2.2026, 1 3/4.
  "\\d{1,4}[-/]\\d{1,4}(?:[-/]\\d{1,4})?",
  "\\d{1,2}\\.\\d{1,2}\\.\\d{2,4}",
  "\\d+ \\d+/\\d+",
  // Times, scientific notation, negatives in parentheses, truth values.
  "\\d{1,4}:\\d{1,2}(?::\\d{1,2}(?:[.,]\\d+)?)?(?: ?[ap]\\.? ?m\\.?)?",
  "[+-]?\\d+(?:[.,]\\d*)?e[+-]?\\d+",
  "\\(\\d[\\d.,]*\\)",
  "true|false|verdadero|falso|verdadeiro",
  // Decimals whose last zeros it would drop.
  "\\d*[.,]\\d*0",
];
const converted = new RegExp(`^\\s*(?:${convertedForms.join("|")})\\s*$`, "iu");
/** 1-feb, ene-2026, MAR 21. */
const besideMonth = /^\s*(\d{1,4})?[-/ ]?(\p{L}{3,10}\.?)[-/ ]?(\d{1,4})?\s*$/u;

/** Whether a spreadsheet might run this text. */
export function isFormulaLike(text: string): boolean {
  return trigger.test(text) && !signedDigits.test(text);
}

/** Whether a spreadsheet makes a date, a truth value or another number of this text. */
export function isConverted(text: string): boolean {
  if (converted.test(text)) return true;
  const [, before, name = "", behind] = besideMonth.exec(text) ?? [];
  return (before !== undefined || behind !== undefined) && monthOfName(foldText(name)) !== null;
}

/**
 * Text for a CSV cell: what a spreadsheet would run gets an apostrophe before it, and in a word also what it would convert. `unguarded`
 * takes it away again.
 */
export function guarded(text: string, isWord = false): string {
  const bare = text.replace(/^'+/, "");
  // An apostrophe of the sender's own before such a text gets another one, or it would be taken away for ours.
  const isGuarded = isFormulaLike(bare) || ((isWord || bare !== text) && isConverted(bare));
  return isGuarded ? `'${text}` : text;
}

/** The text that `guarded` was given: one apostrophe less where it stands before what a spreadsheet would run or convert. */
export function unguarded(text: string): string {
  if (!text.startsWith("'")) return text;
  const bare = text.replace(/^'+/, "");
  return isFormulaLike(bare) || isConverted(bare) ? text.slice(1) : text;
}

/** What a cell says without the guard it was written with. */
export function plainText(text: string, letter: string | undefined, isGuarded: boolean): string {
  return isGuarded && (letter ?? kindLetters.text) === kindLetters.text ? unguarded(text) : text;
}
