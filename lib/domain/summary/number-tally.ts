import { TotalsCounter } from "../debtors/totals-counter.ts";
import { binStarts } from "./bin-starts.ts";
import type { Bin, NumberScale, NumbersSummary } from "./column-summary.ts";

/** The most cents that `TotalsCounter` adds at once without rounding. */
const maxCents = 4_000_000_000_000_000;

/** Takes the different numbers of a column, then says between what they are and how they are spread. */
export class NumberTally {
  readonly #scale: NumberScale;
  readonly #total = new TotalsCounter();
  /** Where the bins begin, without the first; some may begin outside the numbers. */
  readonly #starts: Float64Array;
  readonly #inBins: Float64Array;
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** `sample`: some of the numbers, ascending, not empty. */
  constructor(scale: NumberScale, sample: Float64Array) {
    this.#scale = scale;
    this.#starts = Float64Array.from(scale === "number" ? [] : binStarts(scale, sample));
    this.#inBins = new Float64Array(this.#starts.length + 1);
  }

  /** Adds a number that so many cells have. */
  add(number: number, count: number): void {
    this.#count += count;
    if (number < this.#min) this.#min = number;
    if (number > this.#max) this.#max = number;
    if (this.#scale === "money") this.#addCents(number, count);
    const bin = this.#binOf(number);
    this.#inBins[bin] = (this.#inBins[bin] ?? 0) + count;
  }

  summary(): NumbersSummary {
    const [count, min, max, scale] = [this.#count, this.#min, this.#max, this.#scale];
    const sum = scale === "money" ? this.#total.totals().balance : null;
    return { scale, count, min, max, sum, bins: scale === "number" ? [] : this.#bins() };
  }

  #addCents(cents: number, count: number): void {
    const size = Math.abs(cents);
    const atOnce = size * count <= maxCents ? count : Math.max(1, Math.floor(maxCents / size));
    for (let left = count; left > 0; left -= atOnce) this.#total.add(0, 0, 0, cents * Math.min(left, atOnce));
  }

  /**
   * Compares with every start, without a branch: numbers come in no order, and a search that halves takes three
   * times as long, since the processor guesses each of its steps wrong half of the time.
   */
  #binOf(number: number): number {
    const starts = this.#starts;
    let bin = 0;
    for (let at = 0; at < starts.length; at++) bin += Number(number >= (starts[at] ?? 0));
    return bin;
  }

  #bins(): readonly Bin[] {
    const [min, max] = [this.#min, this.#max];
    const first = this.#binOf(min);
    const last = this.#binOf(max);
    return Array.from(this.#inBins.subarray(first, last + 1), (count, index) => ({
      from: index === 0 ? min : (this.#starts[first + index - 1] ?? min),
      to: first + index === last ? max : (this.#starts[first + index] ?? 0) - 1,
      count,
    }));
  }
}
