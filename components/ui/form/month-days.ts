/** A move of the chosen day in a calendar. */
export type DayMove = "day" | "week" | "month" | "year" | "week_start" | "week_end";

const dayMs = 86_400_000;

/** The weeks of a day's month, Sunday first, as in the countries of all our languages; null outside the month. */
export function weeksOf(day: string): (string | null)[][] {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const first = new Date(Date.UTC(year, month - 1, 1));
  const count = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const cells: (string | null)[] = Array.from({ length: first.getUTCDay() }, () => null);
  for (let at = 0; at < count; at++) cells.push(new Date(first.getTime() + at * dayMs).toISOString().slice(0, 10));
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** A day moved by some days, weeks, months or years, or to the edge of its week. A month too short ends the move on its last day. */
export function movedDay(day: string, move: DayMove, steps = 1): string {
  const date = new Date(Date.parse(day));
  if (move === "month" || move === "year") {
    const months = steps * (move === "year" ? 12 : 1);
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0));
    last.setUTCDate(Math.min(date.getUTCDate(), last.getUTCDate()));
    return iso(last, day);
  }
  const days = {
    day: steps,
    week: steps * 7,
    week_start: -date.getUTCDay(),
    week_end: 6 - date.getUTCDay(),
  }[move];
  return iso(new Date(date.getTime() + days * dayMs), day);
}

/** Days of four-digit years only: a move beyond them stays. */
function iso(date: Date, otherwise: string): string {
  const text = date.toISOString().slice(0, 10);
  return /^[1-9]\d{3}-/.test(text) ? text : otherwise;
}
