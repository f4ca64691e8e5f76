/** Adds up canonical decimals ("-1234.5") of any size and number of decimals, never through a float. */
export class ExactSum {
  #scaled = 0n;
  #places = 0;

  add(decimal: string): void {
    const mark = decimal.indexOf(".");
    const places = mark < 0 ? 0 : decimal.length - mark - 1;
    const digits = BigInt(mark < 0 ? decimal : decimal.slice(0, mark) + decimal.slice(mark + 1));
    if (places > this.#places) {
      this.#scaled *= 10n ** BigInt(places - this.#places);
      this.#places = places;
    }
    this.#scaled += places === this.#places ? digits : digits * 10n ** BigInt(this.#places - places);
  }

  /** The sum as a decimal with as many decimals as the summand with most. */
  total(): string {
    const isNegative = this.#scaled < 0n;
    const digits = String(isNegative ? -this.#scaled : this.#scaled).padStart(this.#places + 1, "0");
    const whole = digits.slice(0, digits.length - this.#places);
    const fraction = digits.slice(digits.length - this.#places);
    return `${isNegative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
  }
}
