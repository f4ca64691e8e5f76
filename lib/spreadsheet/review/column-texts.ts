const pageBits = 6;
const pageRows = 1 << pageBits;

/**
 * New texts of some rows of a column. Kept in pages of 64 rows: a map takes ten times as long for a replacement
 * in 750,000 rows, and a list of all rows wastes memory on a column with one correction.
 */
export class ColumnTexts {
  readonly #pages: (string | undefined)[][] = [];
  #size = 0;

  /** How many rows have a text. */
  get size(): number {
    return this.#size;
  }

  get(row: number): string | undefined {
    return this.#pages[row >>> pageBits]?.[row & (pageRows - 1)];
  }

  /** Undefined removes the row's text. */
  set(row: number, text: string | undefined): void {
    let page = this.#pages[row >>> pageBits];
    if (page === undefined) {
      if (text === undefined) return;
      page = new Array<string | undefined>(pageRows).fill(undefined);
      this.#pages[row >>> pageBits] = page;
    }
    const at = row & (pageRows - 1);
    this.#size += (text === undefined ? 0 : 1) - (page[at] === undefined ? 0 : 1);
    page[at] = text;
  }

  /** Rows, ascending, with their texts. */
  *[Symbol.iterator](): Generator<readonly [row: number, text: string]> {
    for (const number of Object.keys(this.#pages)) {
      const first = Number(number) << pageBits;
      for (const [at, text] of (this.#pages[Number(number)] ?? []).entries())
        if (text !== undefined) yield [first + at, text];
    }
  }
}
