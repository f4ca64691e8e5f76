import { TotalsCounter } from "../debtors/totals-counter.ts";
import { binStarts } from "./bin-starts.ts";
import type { Bin, NumberScale, NumbersSummary } from "./column-summary.ts";

const sampleSize = 2_048;
/** Numbers put into bins between two pauses, about a millisecond. */
const numbersAtOnce = 65_536;

/** Collects the numbers of a column, then says between what they are and how they are spread. */
export class NumberTally {
  readonly #numbers: Float64Array;
  readonly #scale: NumberScale;
  readonly #total = new TotalsCounter();
  #count = 0;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;

  /** For at most `most` numbers on a scale. */
  constructor(scale: NumberScale, most: number) {
    this.#scale = scale;
    this.#numbers = new Float64Array(most);
  }

  add(number: number): void {
    this.#numbers[this.#count++] = number;
    if (number < this.#min) this.#min = number;
    if (number > this.#max) this.#max = number;
    if (this.#scale === "money") this.#total.add(0, 0, 0, number);
  }

  /** Pauses now and then. Null if there is no number. */
  *summary(): Generator<void, NumbersSummary | null> {
    if (this.#count === 0) return null;
    const [count, min, max, scale] = [this.#count, this.#min, this.#max, this.#scale];
    const sum = scale === "money" ? this.#total.totals().balance : null;
    return { scale, count, min, max, sum, bins: scale === "number" ? [] : yield* this.#bins() };
  }

  *#bins(): Generator<void, readonly Bin[]> {
    const [min, max] = [this.#min, this.#max];
    const starts = binStarts(this.#scale, this.#sample()).filter((start) => start > min && start <= max);
    const counts = new Float64Array(starts.length + 1);
    for (let at = 0; at < this.#count; at++) {
      if (at % numbersAtOnce === numbersAtOnce - 1) yield;
      const number = this.#numbers[at] ?? 0;
      let bin = 0;
      while (bin < starts.length && number >= (starts[bin] ?? 0)) bin++;
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    return Array.from(counts, (count, bin) => ({
      from: starts[bin - 1] ?? min,
      to: bin === starts.length ? max : (starts[bin] ?? 0) - 1,
      count,
    }));
  }

  /** Numbers from all over the column, ascending. */
  #sample(): Float64Array {
    const step = Math.max(1, this.#count / sampleSize);
    const sample = new Float64Array(Math.min(sampleSize, this.#count));
    for (let at = 0; at < sample.length; at++) sample[at] = this.#numbers[Math.floor(at * step)] ?? 0;
    return sample.sort();
  }
}
