"use client";

import { useLocale } from "use-intl";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** The size of a file; 1 kB is 1,000 bytes. */
export function ByteSize({ bytes }: { bytes: number }) {
  const locale = useLocale();
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(locale, {
    style: "unit",
    unit: units[power] ?? "byte",
    // Most languages have no short name for a byte, only a word.
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: power === 0 ? 0 : 1,
  });
  return <span className="whitespace-nowrap">{format.format(bytes / 1000 ** power)}</span>;
}
