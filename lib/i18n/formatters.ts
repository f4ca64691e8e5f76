import { formattingLocaleOf, type Locale } from "./locale.ts";
import { defaultTimeZone } from "./time-zone.ts";

/**
 * Formats numbers and times on the server and in reports; client components have `Money`, `NumberText` and
 * `DateTime`.
 */
export interface Formatters {
  /**
   * A decimal string ("1234567.80") with both decimals and its currency: "1.234.567,80 COP". Exact for any size.
   */
  money(decimal: string, currency: string): string;
  number(value: number | bigint): string;
  /** A share from 0 to 1 as a whole percentage, rounded down so that 100 % means all. */
  percent(share: number): string;
  date(value: Date | string): string;
  dateTime(value: Date | string): string;
  /** With seconds. */
  exactTime(value: Date | string): string;
  /** "1,4 MB"; 1 kB is 1,000 bytes. */
  bytes(count: number): string;
  /** "2 h 5 min", "45 s": the two largest units that are not zero. */
  duration(milliseconds: number): string;
}

/** Formatters of one language; ISO strings are read as times. */
export function formattersFor(locale: Locale, timeZone: string = defaultTimeZone): Formatters {
  const tag = formattingLocaleOf(locale);
  const decimal = new Intl.NumberFormat(tag, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const whole = new Intl.NumberFormat(tag);
  const percentage = new Intl.NumberFormat(tag, { style: "percent" });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone });
  const second = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "medium", timeZone });
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone });

  return {
    money: (value, currency) => `${isDecimal(value) ? decimal.format(value) : value} ${currency}`,
    number: (value) => whole.format(value),
    // The small addend undoes binary fractions: 0.29 * 100 is 28.999999999999996.
    percent: (share) => percentage.format(Math.floor(share * 100 + 1e-9) / 100),
    date: (value) => day.format(new Date(value)),
    dateTime: (value) => moment.format(new Date(value)),
    exactTime: (value) => second.format(new Date(value)),
    bytes: (count) => bytesText(tag, count),
    duration: (milliseconds) => durationText(tag, milliseconds),
  };
}

function isDecimal(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text);
}

const byteUnits = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

function bytesText(tag: string, count: number): string {
  const power = Math.min(byteUnits.length - 1, count < 1 ? 0 : Math.floor(Math.log10(count) / 3));
  const format = new Intl.NumberFormat(tag, {
    style: "unit",
    unit: byteUnits[power] ?? "byte",
    maximumFractionDigits: power === 0 ? 0 : 1,
  });
  return format.format(count / 1000 ** power);
}

const durationUnits = [
  { unit: "day", ms: 86_400_000 },
  { unit: "hour", ms: 3_600_000 },
  { unit: "minute", ms: 60_000 },
  { unit: "second", ms: 1_000 },
] as const;

function durationText(tag: string, milliseconds: number): string {
  let rest = Math.max(0, Math.round(milliseconds / 1_000) * 1_000);
  const parts: string[] = [];
  for (const { unit, ms } of durationUnits) {
    const count = Math.floor(rest / ms);
    rest -= count * ms;
    const isFirst = parts.length === 0;
    if (count === 0 && (isFirst ? unit !== "second" : true)) {
      if (isFirst) continue;
      break;
    }
    parts.push(new Intl.NumberFormat(tag, { style: "unit", unit, unitDisplay: "short" }).format(count));
    if (parts.length === 2) break;
  }
  return parts.join(" ");
}
