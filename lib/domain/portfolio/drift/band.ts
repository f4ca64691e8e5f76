/** What is usual; a value outside is odd. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/** Makes the median deviation of a normal distribution its standard deviation. */
const deviationScale = 1.4826;

/**
 * Median ± `width` median deviations of the values, at least ± `floor`. Up to half of the values may be anything
 * without moving it far. Throws on no values.
 */
export function robustBand(values: readonly number[], width: number, floor: number): Band {
  const middle = median(values);
  const deviation = median(values.map((value) => Math.abs(value - middle)));
  const half = Math.max(width * deviationScale * deviation, floor);
  return { low: middle - half, high: middle + half };
}

export function isOutside(value: number, { low, high }: Band): boolean {
  return value < low || value > high;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const [below, above] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (below === undefined || above === undefined) throw new RangeError("no values");
  return (below + above) / 2;
}
