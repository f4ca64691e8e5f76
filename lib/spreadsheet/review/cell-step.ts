import type { Sliced } from "../sliced.ts";
import type { CellChanges, Side } from "./cell-changes.ts";
import type { CarryCell, CellPlace, Step } from "./undo-stack.ts";

/** Writes cells and recounts what they affect. Ended early, it puts them back. */
export type WriteChanges = (changes: CellChanges, side: Side) => Sliced<void>;

/** An action that wrote cells. */
export class CellStep implements Step {
  readonly #changes: CellChanges;
  readonly #write: WriteChanges;

  constructor(changes: CellChanges, write: WriteChanges) {
    this.#changes = changes;
    this.#write = write;
  }

  *revert(): Sliced<CellPlace | null> {
    yield* this.#write(this.#changes, "before");
    return this.#changes.first;
  }

  *apply(): Sliced<CellPlace | null> {
    yield* this.#write(this.#changes, "after");
    return this.#changes.first;
  }

  rows(): Iterable<number> {
    return this.#changes.rows();
  }

  carried(carry: CarryCell): CellStep | null {
    const changes = this.#changes.carried(carry);
    return changes.count === 0 ? null : new CellStep(changes, this.#write);
  }
}
