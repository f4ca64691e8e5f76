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

  /** The lower one of two in the middle, so that it is a number that was added; null without any. Sorts in place. */
  median(): number | null {
    if (this.#length === 0) return null;
    return this.values.sort()[(this.#length - 1) >> 1] ?? null;
  }
}
