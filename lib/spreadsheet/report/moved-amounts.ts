import type { OriginalRow } from "./original-row.ts";
import { isDateText } from "./saved-date.ts";

/** Fewer amounts in each other's place may be a person's corrections. */
const fewest = 3;

interface Moved {
  amounts: number;
  readonly were: string[];
  readonly are: string[];
}

/**
 * Finds the columns in which most of the amounts that the report knew are in other rows than in the upload: a
 * program sorted the column without the others.
 */
export class MovedAmounts {
  readonly #byColumn = new Map<number, Moved>();

  add({ amounts }: OriginalRow): void {
    for (const { column, was, now } of amounts) {
      if (isDateText(was)) continue;
      const moved = this.#byColumn.get(column) ?? { amounts: 0, were: [], are: [] };
      this.#byColumn.set(column, moved);
      moved.amounts++;
      if (was === now) continue;
      moved.were.push(figuresOf(was));
      moved.are.push(figuresOf(now));
    }
  }

  /** `count` of `of` known amounts are another row's. */
  columns(): { readonly column: number; readonly count: number; readonly of: number }[] {
    return [...this.#byColumn].flatMap(([column, { amounts, were, are }]) => {
      if (were.length < fewest || were.length * 2 < amounts) return [];
      const [before, after] = [were.toSorted(), are.toSorted()];
      return before.every((figures, at) => figures === after[at]) ? [{ column, count: were.length, of: amounts }] : [];
    });
  }
}

/** The figures of an amount without the last zeros of its cents, however a program writes it. */
function figuresOf(amount: string): string {
  return amount
    .replace(/([.,]\d)0$/, "$1")
    .replace(/[.,]0$/, "")
    .replace(/\D/g, "");
}
