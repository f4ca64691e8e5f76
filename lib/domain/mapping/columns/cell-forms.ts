import { absenceOf, mayBeAbsent } from "../../cleaning/absent-text.ts";
import { greatestCell, pattern } from "../../pattern.ts";

/** Only tried on short cells that have both letters and digits. */
export const namedMonth =
  /^\s*(?:\d{1,2}[\s./-]+(?:de\s+)?(?:ene|jan|feb|fev|mar|abr|apr|may|mai|jun|jul|ago|aug|sep|set|oct|out|nov|dic|dez|dec)\p{L}*\.?[\s./,-]+(?:del?\s+)?\d{2,4}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}, ?\d{4})\s*$/iu;
/** 31-jul-24: one or two digits, a month's name, two digits. */
export const shortNamed: RegExp = pattern(
  "a day with a month's name",
  greatestCell,
  /^\s*(\d{1,2})\P{N}*?(\p{L}{3,})\P{N}*?(\d{2})\s*$/u,
);
export const dressedAmount: RegExp = pattern(
  "an amount with its currency",
  greatestCell,
  /^\s*(?:(?:cop|usd|brl|mxn|pen|clp|eur|us|col|u|r|s)\s*)?(?:[$/]\s*)?-?\(?\d[\d.,']*\)?-?\s*(?:(?:cop|usd|brl|mxn|pen|clp|eur|pesos)\s*)?$/i,
);
export const documentNumber: RegExp = pattern(
  "a number with its kind",
  greatestCell,
  /^\s*(?:c\.?\s?[ce]|t\.?\s?i|nit|ppt|pep|cpf|cnpj|ruc|rut|dni)\.?\s*(?:n[o°º]\.?|#)?[\s:.#-]*\d[\d.,\s-]*$/i,
);
/** 31/01/2026 10:30 a. m., as programs in Spanish write it. */
export const halfDay = /\d\s+\d{1,2}:\d{2}(?::\d{2})?\s*[ap]\.?\s?m\.?\s*$/i;
export const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

export function twoDigits(text: string, at: number): number {
  return (text.charCodeAt(at) - 0x30) * 10 + text.charCodeAt(at + 1) - 0x30;
}

/** Whether something is before the first @ and, behind it, a dot that does not follow at once. */
export function isAddress(text: string, start: number, end: number): boolean {
  let at = start;
  while (at < end && text.charCodeAt(at) !== 0x40) at++;
  if (at === start) return false;
  for (let dot = at + 2; dot < end; dot++) if (text.charCodeAt(dot) === 0x2e) return true;
  return false;
}

export function isAsciiLetter(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);
}

/** How many ASCII letters a cell begins with, counted up to seven. */
function leadingLetters(text: string, start: number, end: number): number {
  const last = Math.min(end, start + 7);
  let at = start;
  while (at < last && isAsciiLetter(text.charCodeAt(at))) at++;
  return at - start;
}

/**
 * The first three letters of the months that a date can begin with, each as one number, and the first letters
 * of currencies.
 */
const monthStarts = new Set(
  ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"].map((name) =>
    threeLetters(name, 0),
  ),
);
const currencyStarts = new Set([..."cubmpers"].map((letter) => letter.charCodeAt(0)));

function threeLetters(text: string, at: number): number {
  const fold = 0x20;
  return (
    ((text.charCodeAt(at) | fold) << 16) | ((text.charCodeAt(at + 1) | fold) << 8) | (text.charCodeAt(at + 2) | fold)
  );
}

/**
 * Whether a cell with letters and digits may be a date with a month's name, an amount with a currency or a
 * time. The first letters exclude nearly all other cells before any pattern is tried. A currency before an
 * amount has three letters at most.
 */
export function mayBeDressed(text: string, start: number, end: number): boolean {
  const letters = leadingLetters(text, start, end);
  if (letters < 3) return true;
  if (monthStarts.has(threeLetters(text, start))) return true;
  return letters === 3 && currencyStarts.has(text.charCodeAt(start) | 0x20);
}

/**
 * A document with its kind in front: CC 1.020.304.050, NIT: 900.123.456-7, CNPJ no 12. Longer words fail by
 * their beginning alone.
 */
export function isDocumentNumber(text: string, start: number, end: number): boolean {
  if (end - start > 60) return false;
  const letters = leadingLetters(text, start, end);
  const last = text.charCodeAt(start + letters - 1) | 0x20;
  // The longest kind has four letters, and only "no" may follow it.
  if (letters > 4 && (letters > 6 || (last !== 0x6e && last !== 0x6f))) return false;
  return documentNumber.test(text.slice(start, end));
}

/** Whether the cell is a text for "no value". */
export function isAbsent(text: string, start: number, end: number): boolean {
  return mayBeAbsent(text, start, end) && absenceOf(text.slice(start, end)) !== null;
}

/**
 * N/A, s/n, undefined, Err:502: every word for "no value" begins with one of these letters, and nearly all
 * other words do not.
 */
export function beginsAbsent(code: number): boolean {
  const letter = code | 0x20;
  return letter === 0x6e || letter === 0x73 || letter === 0x75 || letter === 0x65;
}

/** Whether eight digits are a day, year first: 20250131. */
export function isDayInDigits(text: string, start: number): boolean {
  const century = twoDigits(text, start);
  const month = twoDigits(text, start + 4);
  const day = twoDigits(text, start + 6);
  return (century === 19 || century === 20) && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}
