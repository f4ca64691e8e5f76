import { foldText } from "../cleaning/fold-text.ts";
import { maskMail, maskNumber } from "./mask-text.ts";

const year = "20[1-4]\\d";
const shortYear = "[1-4]\\d";
const month = "(?:0[1-9]|1[0-2])";
const day = "(?:0[1-9]|[12]\\d|3[01])";
// Without milliseconds: nine digits after a day are a number as often.
const time = "(?:[01]\\d|2[0-3])[-_:.h]?[0-5]\\d(?:[-_:.]?[0-5]\\d)?";
const mark = "[-_. ]?";
const dates = [
  [year, month, day],
  [day, month, year],
  [month, day, year],
  [year, month],
  [month, year],
  [day, month, shortYear],
  [shortYear, month, day],
].map((parts) => parts.join(mark));

/**
 * Mails, days with or without a time, and numbers of five digits or more, whether grouped by thousands or not and with a
 * check digit or not. A year before 2010 is not taken for one, since no file is of it and many identifications are.
 */
const mailDayOrNumber = new RegExp(
  [
    "(?<mail>[^\\s@]{1,254}@[^\\s@]{1,254})",
    `(?<day>(?<!\\d)(?:${dates.join("|")})(?:[-_ T.]?${time})?(?!\\d|[.,'’]\\d{3}(?!\\d)))`,
    "(?<!\\d)(?:\\d{1,3}(?:[-_.,'’ ]\\d{3}){2,}|\\d{2,3}[-_.,'’ ]\\d{3}|\\d{5,})(?!\\d)(?:-\\d(?!\\d))?",
  ].join("|"),
  "gu",
);

/** A file's name as lists of a tenant that masks its debtors show it: files are named after people, too. */
export function maskFileName(name: string): string {
  return name.replace(mailDayOrNumber, (found, ...parts) => {
    const { mail, day } = parts.at(-1);
    if (day !== undefined) return found;
    return mail === undefined ? maskNumber(found) : maskMail(found);
  });
}

/** The same of every `fileName` in an answer, however deep. */
export function maskFileNames<T>(answer: T): T {
  if (Array.isArray(answer)) return answer.map(maskFileNames) as T;
  if (typeof answer !== "object" || answer === null || answer instanceof Date) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => [
      name,
      name === "fileName" && typeof value === "string" ? maskFileName(value) : maskFileNames(value),
    ]),
  ) as T;
}

/**
 * Whether a search finds a file whose name is masked: by what is shown of the name, or by whole numbers of it. By their
 * first digits, a masked number would be found out one digit after the other.
 */
export function isFoundByName(fileName: string, text: string): boolean {
  const [name, shown, wanted] = [fileName, maskFileName(fileName), text].map(foldText) as [string, string, string];
  if (shown.includes(wanted)) return true;
  for (let at = name.indexOf(wanted); at !== -1; at = name.indexOf(wanted, at + 1)) {
    const isCutBefore = /^[.,'’]?\d/.test(wanted) && /\d[.,'’]?$/.test(name.slice(0, at));
    const isCutBehind = /\d[.,'’]?$/.test(wanted) && /^[.,'’]?\d/.test(name.slice(at + wanted.length));
    if (!isCutBefore && !isCutBehind) return true;
  }
  return false;
}
