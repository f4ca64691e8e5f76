import { daysSinceEpoch } from "../cleaning/dates/calendar.ts";
import type { NumberScale } from "./column-summary.ts";

export const maxBins = 12;

/** So far above the middle, most numbers would be in the first of equally wide bins. */
const skewed = 5;

/** A year of 360 days has months and quarters of equal length, as arrears are counted. */
const arrearsSteps = [1, 5, 10, 15, 30, 60, 90, 180, 360, 720, 1800, 3600, 18_000];
const monthSteps = [1, 3, 6, 12, 24, 60, 120, 1200];
const decades = [[1, 2, 5], [1, 3], [1]] as const;

/**
 * Where the bins of a histogram begin, without the first: ascending whole numbers, round ones, at most
 * `maxBins` - 1. They divide the middle of the numbers; a few very small or large ones join the outer bins.
 * `sample`: some of the numbers, ascending, not empty.
 */
export function binStarts(scale: NumberScale, sample: ArrayLike<number>): readonly number[] {
  const at = (share: number): number => sample[Math.floor(share * (sample.length - 1))] ?? 0;
  const [low, middle, high] = [at(0.02), at(0.5), at(0.98)];
  if (low === high) return [low, low + 1];
  if (scale === "date") return dateStarts(low, high);
  // "31 to 60", as arrears are spoken of.
  if (scale === "days") return evenStarts(low, high, arrearsSteps, 1);
  return low >= 0 && high > skewed * middle ? decadeStarts(low, high) : evenStarts(low, high, roundSteps(), 0);
}

/** The multiples of the smallest step that makes few enough of them, moved by `offset`. */
function evenStarts(low: number, high: number, steps: Iterable<number>, offset: number): number[] {
  for (const step of steps) {
    const first = Math.floor((low - offset) / step) + 1;
    const last = Math.floor((high - offset) / step);
    if (last - first + 2 > maxBins) continue;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step + offset);
  }
  return [];
}

function* roundSteps(): Generator<number> {
  for (let power = 1; power < Number.MAX_SAFE_INTEGER / 5; power *= 10)
    for (const digit of [1, 2, 5]) yield digit * power;
}

/** 1, 2, 5, 10, 20, 50…, or fewer in a decade. */
function decadeStarts(low: number, high: number): readonly number[] {
  let starts: number[] = [];
  for (const pattern of decades) {
    starts = [];
    for (let power = 1; power <= high; power *= 10)
      for (const digit of pattern) if (digit * power > low && digit * power <= high) starts.push(digit * power);
    if (starts.length < maxBins) return starts;
  }
  return starts.slice(1 - maxBins);
}

/** Days, weeks from Monday, months, quarters or years. */
function dateStarts(low: number, high: number): readonly number[] {
  // Day 4 since 1970-01-01 was a Monday.
  for (const [step, offset] of [
    [1, 0],
    [7, 4],
  ] as const) {
    if ((high - low) / step < maxBins - 1) return evenStarts(low, high, [step], offset);
  }
  const months = evenStarts(monthOf(low), monthOf(high), monthSteps, 0);
  return months.map((month) => daysSinceEpoch(Math.floor(month / 12), (month % 12) + 1, 1));
}

/** Months since the year 0. */
function monthOf(day: number): number {
  const date = new Date(day * 86_400_000);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}
