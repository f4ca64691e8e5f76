/** Which rows speak of which obligation, by the digest of its number: nearly always one row each. */
export class ObligationIndex {
  readonly #rows = new Map<number, number | number[]>();

  put(row: number, digest: number): void {
    const there = this.#rows.get(digest);
    if (there === undefined) this.#rows.set(digest, row);
    else this.#rows.set(digest, [...(typeof there === "number" ? [there] : there), row].sort((a, b) => a - b));
  }

  remove(row: number, digest: number): void {
    const rest = this.rowsOf(digest).filter((other) => other !== row);
    const [only] = rest;
    if (only === undefined) this.#rows.delete(digest);
    else this.#rows.set(digest, rest.length === 1 ? only : rest);
  }

  /** Ascending. */
  rowsOf(digest: number): readonly number[] {
    const there = this.#rows.get(digest);
    return there === undefined ? [] : typeof there === "number" ? [there] : there;
  }

  /** The first row that speaks of it. */
  ownerOf(digest: number): number | null {
    const there = this.#rows.get(digest);
    return there === undefined ? null : typeof there === "number" ? there : (there[0] ?? null);
  }
}
