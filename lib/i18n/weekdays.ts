/** The name of an ISO weekday (1 is Monday), such as "lunes" or "lun". `locale` is a BCP 47 tag. */
export function weekdayName(locale: string, day: number, width: "long" | "short"): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: width, timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, day)));
}

/** Weekdays in ascending order as text; three or more in a row are a range: "lun–vie, dom". */
export function weekdaysText(locale: string, days: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.last === day - 1) run.last = day;
    else runs.push({ first: day, last: day });
  }
  const name = (day: number) => weekdayName(locale, day, "short");
  return runs
    .map(({ first, last }) => {
      if (first === last) return name(first);
      return `${name(first)}${last - first > 1 ? "–" : ", "}${name(last)}`;
    })
    .join(", ");
}

/** A minute of the day as a clock of 24 hours shows it: 450 is "07:30". */
export function clockText(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
}
