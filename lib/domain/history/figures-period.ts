import { addDays, countDays, dayAt } from "./history-days.ts";
import type { HistoryFilter, LastDays } from "./history-filter.ts";

/** Days (YYYY-MM-DD), both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A year: what is added up at most, whatever a filter asks for. */
export const longestPeriod = 366;
/** The last days that figures are of if nobody says otherwise. */
export const usualPeriod = 30 satisfies LastDays;

/**
 * The period that figures are of: the filter's, by default `usualPeriod`. A longer one than
 * `longestPeriod` loses its beginning.
 */
export function figuresPeriod({ last, from, to }: HistoryFilter, now: Date): Period & { readonly isCut: boolean } {
  const today = dayAt(now);
  if (last !== null) return { from: addDays(today, 1 - last), to: today, isCut: false };
  const end = to === "" ? (from > today ? from : today) : to;
  const start = from === "" ? addDays(end, 1 - usualPeriod) : from;
  const isCut = countDays(start, end) > longestPeriod;
  return { from: isCut ? addDays(end, 1 - longestPeriod) : start, to: end, isCut };
}
