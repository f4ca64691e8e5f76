import type { Sliced } from "../sliced.ts";
import type { CarryCell, CellChanges } from "./cell-changes.ts";
import type { Decision } from "./decision.ts";

/** A row and a column of the file. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

export type Direction = "undo" | "redo";

/**
 * One action of the user: cells that were written, a decision for a group, or anything else that can be taken
 * back and done again any number of times. Ended early, both leave everything as it was.
 */
export interface Step {
  /** Takes it back; returns the first cell that was written, null if none was. */
  revert(): Sliced<CellPlace | null>;
  /** Does it again after `revert`. */
  apply(): Sliced<CellPlace | null>;
  /** The cells that it writes. */
  changes(): CellChanges;
  /** What it decides; without a value, nothing. */
  readonly decision?: Decision | null;
  /** The same step for the same file read another way; null if nothing of it is left. */
  carried(carry: CarryCell): Step | null;
  /** Whether it would change anything still; without it, always. */
  changesAnything?(direction: Direction): boolean;
  /** How many cells it keeps at hand; without a value, none. */
  readonly size?: number;
  /** Keeps its cells in less memory from now on, and takes longer when they are needed. */
  pack?(): void;
}

/** A step that was done the first time (`deed`), taken back or done again; null if there was only something to drop. */
export interface Action {
  readonly kind: "deed" | Direction;
  readonly step: Step | null;
  /** Steps dropped on the way to it, because they would change nothing any more. */
  readonly passed: number;
}

/** Cells that the latest steps may keep at hand, some 50 MB; older steps are packed. */
const maxCellsAtHand = 1_500_000;

/**
 * The user's actions, for undo and redo without end. It is kept beside the table, not in the page. Nothing is
 * ever dropped: what is far back is packed.
 */
export class UndoStack {
  readonly #done: Step[];
  readonly #undone: Step[];

  readonly #maxAtHand: number;
  #noted: Action[] | null = null;

  constructor(done: readonly Step[] = [], undone: readonly Step[] = [], maxAtHand: number = maxCellsAtHand) {
    this.#done = [...done];
    this.#undone = [...undone];
    this.#maxAtHand = maxAtHand;
  }

  get canUndo(): boolean {
    return this.#done.length > 0;
  }

  get canRedo(): boolean {
    return this.#undone.length > 0;
  }

  /** Adds an action that is already done. Undone actions can no longer be redone: they belonged to other cells. */
  push(step: Step): void {
    this.#done.push(step);
    this.#undone.length = 0;
    this.#noted?.push({ kind: "deed", step, passed: 0 });
    this.#packOld();
  }

  /**
   * Undoes the last action or redoes the one undone last; drops those that would change nothing any more. Does
   * nothing, and returns null, if there is none.
   */
  *travel(direction: Direction): Sliced<CellPlace | null> {
    const [from, to] = direction === "undo" ? [this.#done, this.#undone] : [this.#undone, this.#done];
    const place = from.findLastIndex((step) => step.changesAnything?.(direction) !== false);
    const step = from[place];
    const at = step === undefined ? null : yield* direction === "undo" ? step.revert() : step.apply();
    const passed = from.length - 1 - place;
    // Only now: a step that was ended early stays where it was.
    from.length = Math.max(0, place);
    if (step !== undefined) to.push(step);
    if (step !== undefined || passed > 0) this.#noted?.push({ kind: direction, step: step ?? null, passed });
    this.#packOld();
    return at;
  }

  /** The actions since the last call, in their order. Nothing at the first call, which begins to note them. */
  takeActions(): readonly Action[] {
    const actions = this.#noted ?? [];
    this.#noted = [];
    return actions;
  }

  /** All rows that its steps name. */
  rows(): Set<number> {
    const rows = new Set<number>();
    for (const step of [...this.#done, ...this.#undone]) for (const row of step.changes().rows()) rows.add(row);
    return rows;
  }

  /** The stack for the same file read another way, without steps of which nothing is left. */
  carried(carry: CarryCell): UndoStack {
    const moved = (steps: readonly Step[]) => steps.flatMap((step) => step.carried(carry) ?? []);
    return new UndoStack(moved(this.#done), moved(this.#undone), this.#maxAtHand);
  }

  #packOld(): void {
    for (const steps of [this.#done, this.#undone]) {
      let atHand = 0;
      for (const step of steps.toReversed()) {
        atHand += step.size ?? 0;
        if (atHand > this.#maxAtHand) step.pack?.();
      }
    }
  }
}
