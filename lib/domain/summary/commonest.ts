/** Values in the list. */
const most = 5;

interface CountedRow {
  readonly count: number;
  readonly row: number;
}

/** Keeps the commonest of many values, of equally common ones those that come first. */
export class Commonest {
  readonly #best: CountedRow[] = [];

  /** A value that occurs so often, first in that row. */
  add(count: number, row: number): void {
    const best = this.#best;
    const last = best[most - 1];
    if (last !== undefined && (count < last.count || (count === last.count && row > last.row))) return;
    const at = best.findIndex((other) => count > other.count || (count === other.count && row < other.row));
    best.splice(at < 0 ? best.length : at, 0, { count, row });
    if (best.length > most) best.pop();
  }

  list(): readonly CountedRow[] {
    return this.#best;
  }
}
