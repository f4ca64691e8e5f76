import type { OriginalRow } from "./original-row.ts";

/** Finds the columns in which every amount that the report knew is now exactly 1/1000 or 1000 times as much. */
export class Thousandths {
  readonly #byColumn = new Map<number, { amounts: number; thousandths: number }>();

  add({ amounts }: OriginalRow): void {
    for (const { column, isThousandth } of amounts) {
      const count = this.#byColumn.get(column) ?? { amounts: 0, thousandths: 0 };
      this.#byColumn.set(column, count);
      count.amounts++;
      if (isThousandth) count.thousandths++;
    }
  }

  columns(): { readonly column: number; readonly count: number }[] {
    return [...this.#byColumn]
      .filter(([, { amounts, thousandths }]) => amounts === thousandths)
      .map(([column, { amounts }]) => ({ column, count: amounts }));
  }
}
