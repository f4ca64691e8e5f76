/** When a portfolio's loads are expected, by the clock of its tenant. */
export interface Schedule {
  /** ISO weekdays: 1 is Monday. */
  readonly days: readonly number[];
  /** Minute of the tenant's day; null: loads are expected at no hour, so none is ever late. */
  readonly minute: number | null;
  /** IANA name. */
  readonly timeZone: string;
  /** Whether nobody works on this day ("2026-11-02") in the tenant's country. */
  readonly isHoliday: (day: string) => boolean;
  /** Nothing was expected before: the portfolio did not exist. */
  readonly since: Date;
}

export interface ExpectedLoad {
  /** The tenant's day, "2026-11-27". */
  readonly day: string;
  readonly at: Date;
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** Longer than any row of holidays and days off; a portfolio with one weekday has its last one within it. */
const daysBack = 15;

/** The youngest load that should be here by now; null if none was expected in the last two weeks. */
export function lastDue(schedule: Schedule, now: Date): ExpectedLoad | null {
  const today = dayIn(schedule.timeZone, now);
  for (let back = 0; back < daysBack; back++) {
    const expected = expectedOn(schedule, daysLater(today, -back));
    if (expected === null || expected.at > now) continue;
    return expected.at < schedule.since ? null : expected;
  }
  return null;
}

/** The load of today whose hour has not come; null if there is none. */
export function stillAhead(schedule: Schedule, now: Date): ExpectedLoad | null {
  const expected = expectedOn(schedule, dayIn(schedule.timeZone, now));
  return expected !== null && expected.at > now ? expected : null;
}

/** Whether a load is expected on the tenant's day of a time, be its hour past or to come. */
export function isExpectedOn(schedule: Schedule, now: Date): boolean {
  return expectedOn(schedule, dayIn(schedule.timeZone, now)) !== null;
}

/** The tenant's day at a time, "2026-11-27". */
export function dayIn(timeZone: string, at: Date): string {
  return new Date(clockOf(timeZone, at)).toISOString().slice(0, 10);
}

function expectedOn({ days, minute, timeZone, isHoliday }: Schedule, day: string): ExpectedLoad | null {
  if (minute === null || !days.includes(weekdayOf(day)) || isHoliday(day)) return null;
  return { day, at: timeOf(timeZone, day, minute) };
}

/** ISO weekday of a day. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}

function daysLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

/**
 * When a clock shows this minute of the day: the first time if it is set back over it; if it is set forward over it,
 * when it would have shown it.
 */
function timeOf(timeZone: string, day: string, minute: number): Date {
  const shown = Date.parse(`${day}T00:00:00Z`) + minute * minuteMs;
  // Offsets of a day before and after enclose any change of the clock in between.
  const offsets = [-dayMs, dayMs].map((away) => clockOf(timeZone, new Date(shown + away)) - (shown + away));
  const times = offsets.map((offset) => shown - offset).sort((a, b) => a - b);
  const found = times.find((time) => clockOf(timeZone, new Date(time)) === shown);
  return new Date(found ?? times[1] ?? shown);
}

/** What a clock in the zone shows, as if it were UTC, in milliseconds. Throws `RangeError` for an unknown zone. */
function clockOf(timeZone: string, at: Date): number {
  const quarter = Math.floor(at.getTime() / quarterMs) * quarterMs;
  const key = `${timeZone} ${quarter}`;
  let ahead = offsets.get(key);
  if (ahead === undefined) {
    if (offsets.size >= mostOffsets) offsets.clear();
    ahead = shownAt(timeZone, quarter) - quarter;
    offsets.set(key, ahead);
  }
  return at.getTime() + ahead;
}

/** Clocks change at a quarter of an hour, and a morning asks for few of these over and over. */
const quarterMs = 15 * minuteMs;
const mostOffsets = 10_000;
const offsets = new Map<string, number>();
const clocks = new Map<string, Intl.DateTimeFormat>();

function shownAt(timeZone: string, at: number): number {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    // Swedes write times as ISO does.
    clock = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
    clocks.set(timeZone, clock);
  }
  return Date.parse(`${clock.format(at).replace(" ", "T")}Z`);
}
