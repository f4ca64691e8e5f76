import type { HolidaysTypes } from "date-holidays";
import { onceAProcess } from "#lib/once-a-process.ts";

type Calendar = (country: string, year: number) => readonly HolidaysTypes.Holiday[];

const dayMs = 86_400_000;
const calendar = onceAProcess<Promise<Calendar>>("holidays");
const years = new Map<string, ReadonlySet<string>>();

/**
 * Tells of a day ("2026-11-02") whether it is a public holiday in the whole country (ISO 3166-1 alpha-2). A country
 * that the library does not know has none. Loaded at first use: it takes a quarter of a second and 40 MB.
 */
export async function countryHolidays(): Promise<(country: string, day: string) => boolean> {
  const holidaysOf = await calendar.get(loadCalendar);
  return (country, day) => {
    const year = day.slice(0, 4);
    const key = `${country} ${year}`;
    let days = years.get(key);
    if (days === undefined) {
      days = new Set(holidaysOf(country, Number(year)).flatMap(daysOf));
      years.set(key, days);
    }
    return days.has(day);
  };
}

async function loadCalendar(): Promise<Calendar> {
  const { default: Holidays } = await import("date-holidays");
  return (country, year) => new Holidays(country, { types: ["public"] }).getHolidays(year);
}

/** Some holidays last several days. */
function daysOf({ date, start, end }: HolidaysTypes.Holiday): string[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const count = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
  return Array.from({ length: count }, (_, n) => new Date(first + n * dayMs).toISOString().slice(0, 10));
}
