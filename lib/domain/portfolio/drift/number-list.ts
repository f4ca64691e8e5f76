/** Numbers by the million in 8 bytes each, to find their median exactly. */
export class NumberList {
  #numbers = new Float64Array(1_024);
  #length = 0;

  add(number: number): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers[this.#length++] = number;
  }

  get values(): Float64Array {
    return this.#numbers.subarray(0, this.#length);
  }

  /** The lower one of two in the middle, so that it is a number that was added; null without any. */
  median(): number | null {
    if (this.#length === 0) return null;
    return atPlace(this.values, (this.#length - 1) >> 1);
  }
}

/** Fewer numbers are sorted. */
const few = 1_000;
const bins = 1_024;

/**
 * What would stand at that place if the numbers were sorted: sorting a million takes ten times as long. Counts them in
 * bins and goes on with the bin that has the place, which is at most a thousandth as wide as all of them.
 */
function atPlace(numbers: Float64Array, place: number): number | null {
  while (numbers.length > few) {
    const { low, high } = endsOf(numbers);
    if (low === high) return low;
    const binOf = (number: number) => Math.floor(((number - low) / (high - low)) * (bins - 1));
    const counts = new Uint32Array(bins);
    for (const number of numbers) {
      const bin = binOf(number);
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    let bin = 0;
    for (; place >= (counts[bin] ?? 0); bin++) place -= counts[bin] ?? 0;
    numbers = numbers.filter((number) => binOf(number) === bin);
  }
  return numbers.toSorted()[place] ?? null;
}

function endsOf(numbers: Float64Array): { readonly low: number; readonly high: number } {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const number of numbers) {
    if (number < low) low = number;
    if (number > high) high = number;
  }
  return { low, high };
}
