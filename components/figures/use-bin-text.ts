import { useFormatter } from "use-intl";
import type { Period } from "#lib/domain/history/figures-period.ts";

export interface BinText {
  /** "25 nov 2026". */
  day(day: string): string;
  /** One day, or both ends of several. */
  range(period: Period): string;
  /** Short, below a bar: "25 nov". */
  short(period: Period): string;
}

/** Says days (YYYY-MM-DD) in the language of the page. */
export function useBinText(): BinText {
  const format = useFormatter();
  const written = (day: string, style: { dateStyle: "medium" } | { day: "numeric"; month: "short" }) =>
    format.dateTime(new Date(day), { ...style, timeZone: "UTC" });
  const day = (of: string) => written(of, { dateStyle: "medium" });
  const short = { day: "numeric", month: "short" } as const;
  return {
    day,
    range: ({ from, to }) => (from === to ? day(from) : `${day(from)} – ${day(to)}`),
    short: ({ from, to }) => (from === to ? written(from, short) : `${written(from, short)} – ${written(to, short)}`),
  };
}
