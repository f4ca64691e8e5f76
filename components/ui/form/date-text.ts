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
  const typed = text.trim();
  if (typed === "") return "";
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (iso !== null) return isoDay(iso[1], iso[2], iso[3]);
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
  return isoDay(of("y"), of("m"), of("d"));
}

function isoDay(year = "", month = "", day = ""): string | null {
  if (!/^(?:\d\d|\d{4})$/.test(year) || month.length > 2 || day.length > 2) return null;
  const [y, m, d] = [year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day)];
  const date = new Date(Date.UTC(y, m - 1, d));
  const isReal = y >= 1000 && date.getUTCFullYear() === y && date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
  return isReal ? date.toISOString().slice(0, 10) : null;
}
