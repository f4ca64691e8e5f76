import { median } from "./quantiles.ts";

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
  /** The value of each repetition, of which `value` is the median or what the bench says; left out without any. */
  readonly repeated?: readonly number[];
}

/** `smallest` does everything that `whole` does, once and with as little as it takes: it shows that the bench runs. */
export type Scale = "whole" | "smallest";

/**
 * Something that is measured. It starts its own processes, so that no bench runs in the memory another one
 * left.
 */
export interface Bench {
  readonly name: string;
  /** One sentence for the results page: what is measured against what. */
  readonly about: string;
  measure(scale: Scale): Promise<readonly Figure[]>;
}

/** The median of what was measured repeatedly. */
export function middleOf(repeated: readonly number[]): Required<Pick<Figure, "value" | "repeated">> {
  return { value: median(repeated), repeated };
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

/** From the least to the most of the repetitions; "" if there was one only. */
export function spreadText({ repeated = [] }: Figure): string {
  if (repeated.length < 2) return "";
  return `${rounded(Math.min(...repeated))}–${rounded(Math.max(...repeated))} of ${repeated.length}`;
}

/** Rounds to three significant digits, below 0.1 to two; whole numbers stay as they are. */
export function rounded(value: number): string {
  if (Number.isInteger(value)) return String(value);
  if (Math.abs(value) < 0.1) return value.toPrecision(2);
  const digits = [100, 10, 1].filter((bound) => Math.abs(value) < bound).length;
  return value.toFixed(digits);
}
