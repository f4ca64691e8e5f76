import { foldText } from "../../cleaning/fold-text.ts";
import { greatestHeader, pattern } from "../../pattern.ts";

/** Names of months and weekdays in Spanish, English and Portuguese, and their usual short forms, without accents. */
const calendarWords = [
  "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre",
  "january|february|march|april|may|june|july|august|september|october|november|december",
  "janeiro|fevereiro|marco|maio|junho|julho|setembro|outubro|novembro|dezembro",
  "ene|jan|feb|fev|mar|abr|apr|mai|jun|jul|ago|aug|sep|sept|set|oct|out|nov|dic|dec|dez",
  "lunes|martes|miercoles|jueves|viernes|sabado|domingo",
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday",
  "segunda|terca|quarta|quinta|sexta",
].join("|");

const calendarWord = new RegExp(`(?<![a-z])(?:${calendarWords})(?![a-z])`, "g");
const wholeCalendarWord = new RegExp(`^(?:${calendarWords})$`);
/** What a browser or a person adds to the name of a second copy. */
const copyMark = pattern(
  "mark of a copy",
  greatestHeader,
  /\s*(?:\(\d{1,3}\)|- ?(?:copia|copy|copiar|copia de)(?: ?\(\d{1,3}\))?)$/,
);
const separators = /[\s._\-/\\,:;|]+/g;
/** Parts of one date: "# de # de #" is "#". */
const dateParts = /#(?: (?:de |del |of |a |al |to )?#)+/g;

/** A longer line above a header is a text, and no title. */
export const maxMaskedCharacters = 200;

/**
 * A title line without what changes from day to day: dates and numbers are "#", marks between words are blanks, and
 * letters are small and without accents. "CORTE 25/11/2026" and "Corte 26-11-2026" are both "corte #".
 */
export function maskedTitle(text: string): string {
  return foldText(text)
    .replace(calendarWord, "#")
    .replace(/\d+/g, "#")
    .replace(/#[a-z]?(?=#)/g, "#")
    .replace(separators, " ")
    .replace(dateParts, "#")
    .replace(/#+/g, "#")
    .trim()
    .slice(0, maxMaskedCharacters);
}

/** The same of a file's name, without its extension and without the mark of a second copy. */
export function maskedName(fileName: string): string {
  return maskedTitle(foldText(stemOf(fileName)).replace(copyMark, ""));
}

/** A file's name without its extension. */
export function stemOf(fileName: string): string {
  return fileName.replace(/(?:\.(?:xlsx|xlsm|xlsb|xls|ods|csv|txt|tsv|xml|html?|zip|gz))+$/i, "");
}

/** Whether a folded word names a month or a weekday. */
export function isCalendarWord(word: string): boolean {
  return wholeCalendarWord.test(word);
}

/** Whether a masked text names anything: of "# #" or "a#" every other file has the same. */
export function isTelling(masked: string): boolean {
  return /[\p{L}]{3}/u.test(masked);
}
