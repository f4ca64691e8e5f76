import type { CountryCode } from "libphonenumber-js/min";
import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";
import type { Cleaner } from "./cleaner.ts";
import { isDash, tidy, withoutTextMark } from "./tidy.ts";
import { digitsOfNumberCell, wholeDigits } from "./whole-digits.ts";

/**
 * The CRM's own API example has five digits, and fewer reach nobody. No network carries more than fifteen (E.164).
 */
const minDigits = 5;
const maxDigits = 15;
/** Up to nine digits may be a number without its area code; from ten on it is complete or wrong. */
const maxShortDigits = 9;

/**
 * Whether the cell is ten digits of a Colombian mobile (3xx) or landline (60x). Nearly every cell of a
 * Colombian file has this form, and it is the one that is sent. The library takes a hundred times as long.
 */
export function isPlainColombian(text: string, start = 0, end = text.length): boolean {
  if (end - start !== 10) return false;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x30 || code > 0x39) return false;
  }
  const first = text.charCodeAt(start);
  const second = text.charCodeAt(start + 1);
  const third = text.charCodeAt(start + 2);
  if (first === 0x33) return second <= 0x35;
  return first === 0x36 && second === 0x30 && third >= 0x31 && third <= 0x38;
}

/**
 * Reads one number with the library: national digits for the tenant's country, +E.164 for any other; null if
 * it is no number.
 */
function readWhole(text: string, country: CountryCode): { value: string; extension: boolean } | null {
  const international = text.startsWith("00") ? `+${text.slice(2)}` : text;
  const number = parsePhoneNumberFromString(international, country);
  if (number === undefined || !number.isValid()) return null;
  const isOwn = number.country === country || number.countryCallingCode === callingCode(country);
  return { value: isOwn ? number.nationalNumber : number.number, extension: number.ext !== undefined };
}

const callingCodes = new Map<CountryCode, string>();

/** A country's calling code, found by parsing one number; "" if the library knows none. */
function callingCode(country: CountryCode): string {
  let code = callingCodes.get(country);
  if (code === undefined) {
    code = parsePhoneNumberFromString("2222222222", country)?.countryCallingCode ?? "";
    callingCodes.set(country, code);
  }
  return code;
}

interface Reading {
  readonly value: string;
  readonly code: "telephone_malformed" | "telephone_digits_lost" | "telephone_short" | null;
  readonly several: number;
  readonly proposal?: string;
}

const malformed: Reading = { value: "", code: "telephone_malformed", several: 0 };
const lost: Reading = { value: "", code: "telephone_digits_lost", several: 0 };

function readOne(part: string, country: CountryCode | null): Reading {
  const whole = wholeDigits(part);
  if (whole === "lost") return lost;
  const text = whole ?? part;
  if (!/^\+?[\d\s().\-#*]*(?:(?:ext|extensi[oó]n|x)\.?\s*\d{1,7})?$/i.test(text)) return malformed;
  const read = country === null ? null : readWhole(text, country);
  if (read !== null)
    return read.extension ? { ...malformed, proposal: read.value } : { value: read.value, code: null, several: 1 };
  if (!/^[\d\s().-]+$/.test(text)) return malformed;
  const digits = text.replace(/\D/g, "");
  if (digits.length < minDigits || digits.length > maxDigits || /^(\d)\1*$/.test(digits)) return malformed;
  if (digits.length <= maxShortDigits) return { value: digits, code: "telephone_short", several: 1 };
  return country === null ? { value: digits, code: null, several: 1 } : malformed;
}

/**
 * Proposes the number of a cell with more around it, (+57)3001234567 or Cel: 300 123 4567, if all digits of
 * the cell together are one complete number.
 */
function withProposal(reading: Reading, text: string, country: CountryCode | null): Reading {
  const digits = text.replace(/\D/g, "");
  if (country === null || digits.length > maxDigits) return reading;
  const whole = readWhole(/^\D*\+/.test(text) ? `+${digits}` : digits, country);
  return whole === null ? reading : { ...reading, proposal: whole.value };
}

/**
 * The numbers of a cell that holds several: split at / ; , | "y" (e, o, ou, and, or) and line breaks; a part
 * of over 15 digits also at blanks and dashes, if every piece has at least seven digits.
 */
function split(text: string): readonly string[] {
  const parts = text.split(/\s*(?:[/;,|\n]|\s(?:y|e|o|ou|and|or)\s)\s*/i).filter((part) => /\d/.test(part));
  return parts.flatMap((part) => {
    if (part.replace(/\D/g, "").length <= maxDigits) return [part];
    const pieces = part.split(/[\s-]+/);
    return pieces.every((piece) => piece.replace(/\D/g, "").length >= 7) ? pieces : [part];
  });
}

/**
 * A dozen numbers with names between them. A longer cell is no telephone, and parsing each of its pieces with
 * the library would block the page.
 */
const maxCellLength = 500;

function readText(text: string, country: CountryCode | null): Reading {
  if (text.length > maxCellLength) return malformed;
  const one = readOne(text, country);
  if (one.code !== "telephone_malformed" || one.proposal !== undefined) return one;
  const parts = split(text);
  if (parts.length < 2) return withProposal(one, text, country);
  const readings = parts.map((part) => readOne(part, country));
  const best =
    readings.find((reading) => reading.code === null) ?? readings.find((reading) => reading.code === "telephone_short");
  return best === undefined ? withProposal(one, text, country) : { ...best, several: parts.length };
}

/**
 * Readings cached by text, at most this many: the library takes tens of microseconds a call, and a debtor's
 * number repeats on each of its rows.
 */
const maxKept = 50_000;

/**
 * A telephone: national digits in the tenant's country (ISO 3166-1 alpha-2), +E.164 in any other. Five to
 * nine digits that are no complete number are sent with a warning. Scientific notation that lost digits is
 * an error. Of several numbers the first complete one is kept, with a warning.
 */
export function telephoneCleaner(country: string): Cleaner {
  const known = isSupportedCountry(country) ? country : null;
  const isColombia = known === "CO";
  const kept = new Map<string, Reading>();
  return (text, kind, report) => {
    if (isColombia && (kind === "text" || kind === "number") && isPlainColombian(text)) return text;
    const tidied = withoutTextMark(tidy(text));
    if (isDash(tidied)) return "";
    let reading: Reading | undefined = malformed;
    if (kind === "text") {
      reading = kept.get(tidied);
      if (reading === undefined) {
        reading = readText(tidied, known);
        if (kept.size >= maxKept) kept.clear();
        kept.set(tidied, reading);
      }
    } else if (kind === "number") {
      const digits = digitsOfNumberCell(tidied);
      reading = digits === "lost" ? lost : digits === null ? malformed : readText(digits, known);
    }
    if (reading.several > 1) report("telephone_several", { count: reading.several, kept: reading.value });
    if (reading.code === "telephone_short") report(reading.code, { value: text, digits: reading.value.length });
    else if (reading.code !== null) report(reading.code, { value: text }, reading.proposal);
    return reading.value;
  };
}
