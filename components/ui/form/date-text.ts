/** The order in which a language writes a day: "dmy", "mdy" or "ymd". */
export type DayOrder = "dmy" | "mdy" | "ymd";

const sample = new Date(Date.UTC(2026, 10, 25));

/** How a language writes days, whatever the browser's own language is. */
export function dayOrderOf(locale: string): DayOrder {
  const parts = new Intl.DateTimeFormat(locale, { dateStyle: "short", timeZone: "UTC" }).formatToParts(sample);
  const letters = parts.flatMap(({ type }) =>
    type === "day" || type === "month" || type === "year" ? [type.charAt(0)] : [],
  );
  const order = letters.join("");
  return order === "mdy" || order === "ymd" ? order : "dmy";
}

/** An ISO day as it is typed: 25/11/2026. "" stays "". */
export function dayText(iso: string, order: DayOrder): string {
  const [year = "", month = "", day = ""] = iso.split("-");
  if (day === "") return "";
  const parts = { d: day, m: month, y: year };
  return [...order].map((letter) => parts[letter as keyof typeof parts]).join(order === "ymd" ? "-" : "/");
}

/**
 * A typed day as YYYY-MM-DD, "" for nothing, null for what is no day. Any mark may stand between its numbers, or none
 * between eight digits; a year of two digits is of this century. An ISO day is read in every language.
 */
export function readDayText(text: string, order: DayOrder): string | null {
  if (text.trim() === "") return "";
  const numbers = numbersOf(text.trim(), order);
  return numbers === null ? null : isoDay(numbers);
}

/** Whether it is written as a day that the calendar does not have, such as 31/02/2026. */
export function isUnrealDay(text: string, order: DayOrder): boolean {
  const numbers = numbersOf(text.trim(), order);
  return numbers !== null && isoDay(numbers) === null;
}

interface DayNumbers {
  readonly year: string;
  readonly month: string;
  readonly day: string;
}

/** The numbers of what is written as a day; null for what is not. */
function numbersOf(typed: string, order: DayOrder): DayNumbers | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso !== null) return asNumbers(iso[1], iso[2], iso[3]);
  const widths = [...order].map((letter) => (letter === "y" ? 4 : 2));
  const parts = /^\d{8}$/.test(typed)
    ? widths.map((width, at) => {
        const start = widths.slice(0, at).reduce((sum, each) => sum + each, 0);
        return typed.slice(start, start + width);
      })
    : /^\d{1,4}([./ -])\d{1,2}\1\d{1,4}$/.test(typed)
      ? typed.split(/[./ -]/)
      : [];
  const of = (letter: string) => parts[order.indexOf(letter)];
  return asNumbers(of("y"), of("m"), of("d"));
}

function asNumbers(year = "", month = "", day = ""): DayNumbers | null {
  const isWritten = /^(?:\d\d|\d{4})$/.test(year) && /^\d{1,2}$/.test(month) && /^\d{1,2}$/.test(day);
  return isWritten ? { year, month, day } : null;
}

function isoDay({ year, month, day }: DayNumbers): string | null {
  const [y, m, d] = [year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day)];
  const date = new Date(Date.UTC(y, m - 1, d));
  const isReal = y >= 1000 && date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
