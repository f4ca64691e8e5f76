import type { CellEdit } from "#lib/domain/table/cell-edit.ts";

/** One action of the user: the texts of its cells before and after it. */
interface Deed {
  readonly before: readonly CellEdit[];
  readonly after: readonly CellEdit[];
}

/**
 * The user's actions, for undo and redo. It is kept beside the table, not in the page: replacing a word
 * everywhere may write hundreds of thousands of cells.
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

  /** Adds an action. Undone actions can no longer be redone: they belonged to other cells. */
  record(before: readonly CellEdit[], after: readonly CellEdit[]): void {
    this.#done.push({ before, after });
    this.#undone.length = 0;
  }

  /** The edits that undo the last action; empty if there is none. */
  undo(): readonly CellEdit[] {
    const deed = this.#done.pop();
    if (deed === undefined) return [];
    this.#undone.push(deed);
    return deed.before;
  }

  /** The edits that redo the action undone last; empty if there is none. */
  redo(): readonly CellEdit[] {
    const deed = this.#undone.pop();
    if (deed === undefined) return [];
    this.#done.push(deed);
    return deed.after;
  }

  /** All rows in the history. */
  rows(): Set<number> {
    const rows = new Set<number>();
    for (const deed of [...this.#done, ...this.#undone]) for (const { row } of deed.after) rows.add(row);
    return rows;
  }

  /** The history for the same file read another way; drops cells that are gone and actions without any cell left. */
  carried(carry: (edit: CellEdit) => CellEdit | null): EditHistory {
    const moved = (edits: readonly CellEdit[]) => edits.flatMap((edit) => carry(edit) ?? []);
    const deeds = (list: readonly Deed[]) =>
      list
        .map(({ before, after }) => ({ before: moved(before), after: moved(after) }))
        .filter(({ after }) => after.length > 0);
    return new EditHistory(deeds(this.#done), deeds(this.#undone));
  }
}
