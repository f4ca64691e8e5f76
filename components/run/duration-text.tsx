"use client";

import { useLocale } from "use-intl";

const units = [
  { unit: "day", seconds: 86_400 },
  { unit: "hour", seconds: 3_600 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/**
 * A duration in its two largest units: "2 h 5 min". From ten minutes on without seconds, which nobody can predict.
 */
export function DurationText({ milliseconds }: { milliseconds: number }) {
  return durationText(useLocale(), milliseconds);
}

export function durationText(locale: string, milliseconds: number): string {
  let rest = Math.max(1, Math.round(milliseconds / 1000));
  if (rest >= 600) rest = Math.round(rest / 60) * 60;
  const parts: string[] = [];
  for (const { unit, seconds } of units) {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    if (count === 0 && parts.length === 0) continue;
    if (count > 0)
      parts.push(new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short" }).format(count));
    if (parts.length === 2 || rest === 0 || count === 0) break;
  }
  return parts.join(" ");
}
