import type { CellEdit } from "#lib/domain/mapping/mapping.ts";

/** One thing the user did: what its cells said before, and what they say since. */
interface Deed {
  readonly before: readonly CellEdit[];
  readonly after: readonly CellEdit[];
}

/**
 * What was done to the cells, to be taken back and done again. It stands beside the table, since replacing all of a word may write
 * hundreds of thousands of cells that a page must not hold.
 */
export class EditHistory {
  readonly #done: Deed[];
  readonly #undone: Deed[];

  constructor(done: readonly Deed[] = [], undone: readonly Deed[] = []) {
    this.#done = [...done];
    this.#undone = [...undone];
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Adds what was just done. What had been undone cannot be done again after it: it belonged to other cells. */
  record(before: readonly CellEdit[], after: readonly CellEdit[]): void {
    this.#done.push({ before, after });
    this.#undone.length = 0;
  }

  /** What to write to take back the last thing done; nothing where there is none. */
  undo(): readonly CellEdit[] {
    const deed = this.#done.pop();
    if (deed === undefined) return [];
    this.#undone.push(deed);
    return deed.before;
  }

  /** What to write to do again what was undone last; nothing where there is none. */
  redo(): readonly CellEdit[] {
    const deed = this.#undone.pop();
    if (deed === undefined) return [];
    this.#done.push(deed);
    return deed.after;
  }

  /** Rows that the history speaks of. */
  rows(): Set<number> {
    const rows = new Set<number>();
    for (const deed of [...this.#done, ...this.#undone]) for (const { row } of deed.after) rows.add(row);
    return rows;
  }

  /** The history of the same file read another way; cells that are not there any more go out of it, and deeds without any cell. */
  carried(carry: (edit: CellEdit) => CellEdit | null): EditHistory {
    const moved = (edits: readonly CellEdit[]) => edits.flatMap((edit) => carry(edit) ?? []);
    const deeds = (list: readonly Deed[]) =>
      list
        .map(({ before, after }) => ({ before: moved(before), after: moved(after) }))
        .filter(({ after }) => after.length > 0);
    return new EditHistory(deeds(this.#done), deeds(this.#undone));
  }
}
