import { monthOfName } from "#lib/domain/cleaning/dates/month-names.ts";
import { foldText } from "#lib/domain/cleaning/fold-text.ts";
import { kindLetters } from "#lib/domain/table/table.ts";

/** Beginnings that make a spreadsheet run a text as a formula: ASCII signs, tab and line ends, full-width signs. */
const trigger = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u;

/**
 * A signed number, an amount or a telephone: digits and their marks. Without letters it cannot name a cell, a
 * function or a program, so it stays as it is and is read back unchanged. A sign inside makes it a sum:
 * +57-300 is -243.
 */
const signedDigits = /^[+-] ?[$€£]? ?\(?\d[\d .,()\u00a0]*%?$/;

/** Texts that a spreadsheet converts into something other than a whole number, in any of its languages. */
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
  // Decimals, which lose their last zeros.
  "\\d*[.,]\\d*0",
];
const converted = new RegExp(`^\\s*(?:${convertedForms.join("|")})\\s*$`, "iu");
/** A month's name with a day or a year: 1-feb, ene-2026, MAR 21. */
const besideMonth = /^\s*(\d{1,4})?[-/ ]?(\p{L}{3,10}\.?)[-/ ]?(\d{1,4})?\s*$/u;

/** Whether a spreadsheet might run this text as a formula. */
export function isFormulaLike(text: string): boolean {
  return trigger.test(text) && !signedDigits.test(text);
}

/** Whether a spreadsheet converts this text into a date, a truth value or another number. */
export function isConverted(text: string): boolean {
  if (converted.test(text)) return true;
  const [, before, name = "", behind] = besideMonth.exec(text) ?? [];
  return (before !== undefined || behind !== undefined) && monthOfName(foldText(name)) !== null;
}

/**
 * Text for a CSV cell: with an apostrophe in front if a spreadsheet might run it or, for a word (`isWord`),
 * convert it. `unguarded` removes the apostrophe.
 */
export function guarded(text: string, isWord = false): string {
  const bare = text.replace(/^'+/, "");
  // A bank's own apostrophe before such a text gets a second one: `unguarded` would remove the only one.
  const isGuarded = isFormulaLike(bare) || ((isWord || bare !== text) && isConverted(bare));
  return isGuarded ? `'${text}` : text;
}

/** Undoes `guarded`: removes one apostrophe in front of a text that a spreadsheet would run or convert. */
export function unguarded(text: string): string {
  if (!text.startsWith("'")) return text;
  const bare = text.replace(/^'+/, "");
  return isFormulaLike(bare) || isConverted(bare) ? text.slice(1) : text;
}

/** A cell's text without its guard. `letter`: one of `kindLetters`, text if undefined; other kinds are not guarded. */
export function plainText(text: string, letter: string | undefined, isGuarded: boolean): string {
  return isGuarded && (letter ?? kindLetters.text) === kindLetters.text ? unguarded(text) : text;
}
