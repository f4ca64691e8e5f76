export interface SparklineProps {
  /** Oldest first; null leaves a gap. */
  values: readonly (number | null)[];
  /** What is usual, drawn behind the line. */
  band?: { readonly low: number; readonly high: number } | null;
  /** The colour of the last value. */
  tone?: "warning" | "error";
}

const size = { width: 120, height: 32, edge: 4 };

/** A line of a few values, the last one marked. Hidden from screen readers: the text beside it says the values. */
export function Sparkline({ values, band = null, tone = "warning" }: SparklineProps) {
  const known = values.filter((value) => value !== null);
  const all = band === null ? known : [...known, band.low, band.high];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const last = values.at(-1);
  if (known.length < 2 || last === null || last === undefined) return null;
  const inner = { width: size.width - 2 * size.edge, height: size.height - 2 * size.edge };
  const x = (at: number) => size.edge + (inner.width * at) / (values.length - 1);
  const y = (value: number) => size.edge + inner.height * (most === least ? 0.5 : (most - value) / (most - least));
  const points = values.flatMap((value, at) => (value === null ? [] : [`${x(at)},${y(value)}`]));
  return (
    <svg aria-hidden width={size.width} height={size.height} className="shrink-0">
      {band === null ? null : (
        <rect
          x={0}
          width={size.width}
          y={y(band.high)}
          height={Math.max(1, y(band.low) - y(band.high))}
          className="fill-surface-sunken"
        />
      )}
      <polyline points={points.join(" ")} className="fill-none stroke-border-strong stroke-2" />
      <circle
        cx={x(values.length - 1)}
        cy={y(last)}
        r={size.edge - 0.5}
        className={tone === "error" ? "fill-error" : "fill-warning"}
      />
    </svg>
  );
}
