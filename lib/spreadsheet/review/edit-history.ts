import { isSame } from "#lib/domain/mapping/answers/by-hand.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { CellEdit } from "#lib/domain/table/cell-edit.ts";

/** Parts of a mapping by their name; a part may be undefined. */
export type MappingParts = Partial<Mapping>;

/** One action of the user: the texts of its cells and the parts of the mapping before and after it. */
export interface Step {
  readonly before: readonly CellEdit[];
  readonly after: readonly CellEdit[];
  /** Null if it decided nothing but its cells. */
  readonly decided: { readonly before: MappingParts; readonly after: MappingParts } | null;
}

/** What undoing or redoing a step writes. */
export interface Travel {
  readonly edits: readonly CellEdit[];
  readonly decided: MappingParts | null;
}

/**
 * The user's actions, for undo and redo. It is kept beside the table, not in the page: replacing a word
 * everywhere may write hundreds of thousands of cells.
 */
export class EditHistory {
  readonly #done: Step[];
  readonly #undone: Step[];

  constructor(done: readonly Step[] = [], undone: readonly Step[] = []) {
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
  record(step: Step): void {
    this.#done.push(step);
    this.#undone.length = 0;
  }

  /** What undoes the last action under this mapping; nothing if there is none. */
  undo(mapping: Mapping): Travel {
    return travel(this.#done, this.#undone, mapping, "after", "before");
  }

  /** What redoes the action undone last; nothing if there is none. */
  redo(mapping: Mapping): Travel {
    return travel(this.#undone, this.#done, mapping, "before", "after");
  }

  /** All rows in the history. */
  rows(): Set<number> {
    const rows = new Set<number>();
    for (const step of [...this.#done, ...this.#undone]) for (const { row } of step.after) rows.add(row);
    return rows;
  }

  /** The history for the same file read another way; drops cells that are gone and actions that are empty then. */
  carried(carry: (edit: CellEdit) => CellEdit | null): EditHistory {
    const moved = (edits: readonly CellEdit[]) => edits.flatMap((edit) => carry(edit) ?? []);
    const steps = (list: readonly Step[]) =>
      list
        .map(({ before, after, decided }) => ({ before: moved(before), after: moved(after), decided }))
        .filter(({ after, decided }) => after.length > 0 || decided !== null);
    return new EditHistory(steps(this.#done), steps(this.#undone));
  }
}

/** The parts in which two mappings differ; null if in none. */
export function decidedBetween(before: Mapping, after: Mapping): Step["decided"] {
  const names = Object.keys({ ...before, ...after }) as (keyof Mapping)[];
  const changed = names.filter((name) => !isSame(before[name], after[name]));
  if (changed.length === 0) return null;
  const partsOf = (mapping: Mapping): MappingParts => Object.fromEntries(changed.map((name) => [name, mapping[name]]));
  return { before: partsOf(before), after: partsOf(after) };
}

/**
 * Takes the last step that still changes something from one list to the other. A decision that was changed
 * elsewhere since, on the page of the columns, is no longer this step's to take back.
 */
function travel(from: Step[], to: Step[], mapping: Mapping, now: "before" | "after", then: "before" | "after"): Travel {
  for (let step = from.pop(); step !== undefined; step = from.pop()) {
    const { decided } = step;
    const parts = decided !== null && holds(mapping, decided[now]) ? decided[then] : null;
    if (parts === null && step[then].length === 0) continue;
    to.push(step);
    return { edits: step[then], decided: parts };
  }
  return { edits: [], decided: null };
}

function holds(mapping: Mapping, parts: MappingParts): boolean {
  return (Object.keys(parts) as (keyof Mapping)[]).every((name) => isSame(mapping[name], parts[name]));
}
