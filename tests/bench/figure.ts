/** The limit a figure must keep; null for figures that are only reported. */
export type Bar = { readonly atMost: number } | { readonly atLeast: number };

/**
 * One measured number. `name` is `<bench>/<what>` without spaces, so that a line can be split at its spaces.
 */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ratio" | "ms" | "s" | "MB" | "%" | "count";
  readonly bar: Bar | null;
}

/**
 * Something that is measured. It starts its own processes, so that no bench runs in the memory another one
 * left.
 */
export interface Bench {
  readonly name: string;
  /** One sentence for the results page: what is measured against what. */
  readonly about: string;
  measure(): Promise<readonly Figure[]>;
}

export function isReached({ value, bar }: Figure): boolean {
  if (bar === null) return true;
  return "atMost" in bar ? value <= bar.atMost : value >= bar.atLeast;
}

/** `name value unit bar ok|short`. Without a bar the third value is "-" and the last "ok". */
export function figureLine(figure: Figure): string {
  const { name, value, unit, bar } = figure;
  return `${name} ${rounded(value)} ${unit} ${barText(bar)} ${isReached(figure) ? "ok" : "short"}`;
}

export function barText(bar: Bar | null): string {
  if (bar === null) return "-";
  return "atMost" in bar ? `<=${rounded(bar.atMost)}` : `>=${rounded(bar.atLeast)}`;
}

/** Rounds to three significant digits, below 0.1 to two; whole numbers stay as they are. */
export function rounded(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) < 0.1) return value.toPrecision(2);
  const digits = [100, 10, 1].filter((bound) => Math.abs(value) < bound).length;
  return value.toFixed(digits);
}
