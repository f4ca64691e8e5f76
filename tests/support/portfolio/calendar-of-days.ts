import type { Random } from "./random.ts";

export const dayMs = 86_400_000;

/** What kind of day it is for a bank; an opening is the first business day of a month. */
export type DayKind = "opening" | "payday" | "quiet" | "ordinary";

/** Monday to Friday: the bank of the generator keeps no holidays. */
export function nextBusinessDay(iso: string): string {
  let day = Date.parse(iso) + dayMs;
  while ([0, 6].includes(new Date(day).getUTCDay())) day += dayMs;
  return isoOf(day);
}

export function isoOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** People are paid on the 15th and the 30th: their payments are in the file of that day or of the next business day. */
export function kindOf(iso: string, before: string | null): DayKind {
  if (before === null) return "ordinary";
  if (before.slice(0, 7) !== iso.slice(0, 7)) return "opening";
  for (let day = Date.parse(before) + dayMs; day <= Date.parse(iso); day += dayMs)
    if ([15, 30].includes(new Date(day).getUTCDate())) return "payday";
  return new Date(iso).getUTCDay() === 1 ? "quiet" : "ordinary";
}

/** Shares of yesterday's debtors, but `returned`: of those who are gone. */
export interface DayRates {
  readonly added: number;
  readonly gone: number;
  readonly changed: number;
  readonly returned: number;
}

/** An ordinary day has 2 % new, 1 % gone and 5 % changed, and a month opens with a new assignment. */
export function ratesOf(kind: DayKind, random: Random): DayRates {
  const about = (share: number) => share * (0.8 + 0.4 * random.next());
  switch (kind) {
    case "opening":
      return { added: about(0.15), gone: about(0.15), changed: about(0.15), returned: 0.1 };
    case "payday":
      return { added: about(0.02), gone: about(0.03), changed: about(0.25), returned: 0.02 };
    case "quiet":
      return { added: 0.001, gone: 0.001, changed: about(0.01), returned: 0 };
    case "ordinary":
      return { added: 0.02, gone: 0.01, changed: 0.05, returned: 0.02 };
  }
}
