/** Working days from the receipt of a bank's news until the CRM must have it (Leyes 1266 and 2157, Ley 1581). */
export const lawfulDays = 5;

/** From the receipt of a load until it was accepted. */
export interface LoadClock {
  /** ISO day of the tenant on which its file came. */
  readonly received: string;
  /** The last ISO day on which it is in time. */
  readonly due: string;
  /** Whether somebody of it is still to be accepted. */
  readonly isOpen: boolean;
  /** When all of it was accepted; null while somebody is not, and where nobody was to be. */
  readonly accepted: string | null;
  /** Working days from the day after the receipt until that day; null like it. */
  readonly days: number | null;
}

type IsHoliday = (day: string) => boolean;

const dayMs = 86_400_000;

/** The clock of a load by the days of its tenant. The day of the receipt does not count. */
export function loadClock(
  received: string,
  { isOpen, accepted }: Pick<LoadClock, "isOpen" | "accepted">,
  isHoliday: IsHoliday,
): LoadClock {
  return {
    received,
    due: workingDayAfter(received, lawfulDays, isHoliday),
    isOpen,
    accepted,
    days: accepted === null ? null : workingDaysBetween(received, accepted, isHoliday),
  };
}

/** Whether it was accepted after the law's days. */
export function isBeyond({ days }: Pick<LoadClock, "days">): boolean {
  return days !== null && days > lawfulDays;
}

/**
 * How many working days a load that came on `received` has after `today`, once there is at most one: 0 on its last day,
 * less than that beyond it. Null while there is time.
 */
export function runningOut(
  received: string,
  today: string,
  isHoliday: IsHoliday,
): { readonly due: string; readonly days: number } | null {
  const due = workingDayAfter(received, lawfulDays, isHoliday);
  const days = today <= due ? workingDaysBetween(today, due, isHoliday) : -workingDaysBetween(due, today, isHoliday);
  // On a holiday after the last day nothing more has run out, but it is over all the same.
  return days > 1 ? null : { due, days: today > due ? Math.min(-1, days) : days };
}

/** Working days after `from`, up to and with `to`. */
export function workingDaysBetween(from: string, to: string, isHoliday: IsHoliday): number {
  let days = 0;
  for (let day = nextDay(from); day <= to; day = nextDay(day)) if (isWorkingDay(day, isHoliday)) days++;
  return days;
}

function workingDayAfter(from: string, count: number, isHoliday: IsHoliday): string {
  let day = from;
  for (let left = count; left > 0; ) {
    day = nextDay(day);
    if (isWorkingDay(day, isHoliday)) left--;
  }
  return day;
}

/** Monday to Friday, but for holidays. */
function isWorkingDay(day: string, isHoliday: IsHoliday): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !isHoliday(day);
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + dayMs).toISOString().slice(0, 10);
}
