import type { Bar, Figure } from "../figure.ts";
import type { Measured } from "../measure.ts";
import { median, quantile } from "../quantiles.ts";

/** Median and 95th percentile of each visited page's times, and what the database held. */
export function pageFigures(
  bench: string,
  { seen, series }: Pick<Measured, "seen" | "series">,
  bars: { readonly median: Bar; readonly p95: Bar },
): Figure[] {
  const times = Object.entries(series).flatMap(([page, repeated]): Figure[] => [
    { name: `${bench}/${page}/median`, value: median(repeated), repeated, unit: "ms", bar: bars.median },
    { name: `${bench}/${page}/p95`, value: quantile(repeated, 0.95), unit: "ms", bar: bars.p95 },
  ]);
  const held = Object.entries(seen).map(([name, value]): Figure => {
    const unit = name.endsWith("-seconds") ? "s" : "count";
    return { name: `${bench}/${name}`, value, unit, bar: null };
  });
  return [...times, ...held];
}
