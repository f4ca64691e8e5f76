import { TotalsCounter } from "../debtors/totals-counter.ts";
import { binStarts } from "./bin-starts.ts";
import type { Bin, NumberScale, NumbersSummary } from "./column-summary.ts";

const sampleSize = 2_048;
/** Numbers put into bins between two pauses, about a millisecond. */
const numbersAtOnce = 65_536;
/** The most cents that `TotalsCounter` adds at once without rounding. */
const maxCents = 4_000_000_000_000_000;

/** Collects the different numbers of a column, then says between what they are and how they are spread. */
export class NumberTally {
  readonly #scale: NumberScale;
  readonly #total = new TotalsCounter();
  #numbers = new Float64Array(1_024);
  #counts = new Int32Array(1_024);
  #size = 0;
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  constructor(scale: NumberScale) {
    this.#scale = scale;
  }

  /** Adds a number that so many cells have. */
  add(number: number, count: number): void {
    if (this.#size === this.#numbers.length) this.#grow();
    this.#numbers[this.#size] = number;
    this.#counts[this.#size++] = count;
    this.#count += count;
    if (number < this.#min) this.#min = number;
    if (number > this.#max) this.#max = number;
    if (this.#scale === "money") this.#addCents(number, count);
  }

  /** Pauses now and then. Null if there is no number. */
  *summary(): Generator<void, NumbersSummary | null> {
    if (this.#count === 0) return null;
    const [count, min, max, scale] = [this.#count, this.#min, this.#max, this.#scale];
    const sum = scale === "money" ? this.#total.totals().balance : null;
    return { scale, count, min, max, sum, bins: scale === "number" ? [] : yield* this.#bins() };
  }

  #addCents(cents: number, count: number): void {
    const atOnce = cents === 0 ? count : Math.max(1, Math.floor(maxCents / Math.abs(cents)));
    for (let left = count; left > 0; left -= atOnce) this.#total.add(0, 0, 0, cents * Math.min(left, atOnce));
  }

  *#bins(): Generator<void, readonly Bin[]> {
    const [min, max] = [this.#min, this.#max];
    const starts = binStarts(this.#scale, this.#sample()).filter((start) => start > min && start <= max);
    const counts = new Float64Array(starts.length + 1);
    for (let at = 0; at < this.#size; at++) {
      if (at % numbersAtOnce === numbersAtOnce - 1) yield;
      const number = this.#numbers[at] ?? 0;
      let bin = 0;
      let end = starts.length;
      while (bin < end) {
        const middle = (bin + end) >> 1;
        if (number >= (starts[middle] ?? 0)) bin = middle + 1;
        else end = middle;
      }
      counts[bin] = (counts[bin] ?? 0) + (this.#counts[at] ?? 0);
    }
    return Array.from(counts, (count, bin) => ({
      from: starts[bin - 1] ?? min,
      to: bin === starts.length ? max : (starts[bin] ?? 0) - 1,
      count,
    }));
  }

  /** The numbers of some cells, ascending. */
  #sample(): Float64Array {
    const sample = new Float64Array(Math.min(sampleSize, this.#count));
    const step = this.#count / sample.length;
    let [taken, seen] = [0, 0];
    for (let at = 0; at < this.#size; at++) {
      seen += this.#counts[at] ?? 0;
      while (taken < sample.length && Math.floor(taken * step) < seen) sample[taken++] = this.#numbers[at] ?? 0;
    }
    return sample.sort();
  }

  #grow(): void {
    const [numbers, counts] = [this.#numbers, this.#counts];
    this.#numbers = new Float64Array(numbers.length * 4);
    this.#counts = new Int32Array(counts.length * 4);
    this.#numbers.set(numbers);
    this.#counts.set(counts);
  }
}
