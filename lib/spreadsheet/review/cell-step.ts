import type { Sliced } from "../sliced.ts";
import { CellChanges, type Side } from "./cell-changes.ts";
import { PackedChanges } from "./packed-changes.ts";
import type { CarryCell, CellPlace, Step } from "./undo-stack.ts";

/** Writes cells and recounts what they affect. Ended early, it puts them back. */
export type WriteChanges = (changes: CellChanges, side: Side) => Sliced<void>;

/** An action that wrote cells. */
export class CellStep implements Step {
  #changes: CellChanges | PackedChanges;
  readonly #write: WriteChanges;

  constructor(changes: CellChanges, write: WriteChanges) {
    this.#changes = changes;
    this.#write = write;
  }

  get size(): number {
    return this.#changes instanceof CellChanges ? this.#changes.count : 0;
  }

  pack(): void {
    // A few cells take no less memory packed.
    if (this.size >= leastPacked && this.#changes instanceof CellChanges)
      this.#changes = new PackedChanges(this.#changes);
  }

  revert(): Sliced<CellPlace | null> {
    return this.#writeAll("before");
  }

  apply(): Sliced<CellPlace | null> {
    return this.#writeAll("after");
  }

  rows(): Iterable<number> {
    return this.#unpacked().rows();
  }

  carried(carry: CarryCell): CellStep | null {
    const changes = this.#unpacked().carried(carry);
    return changes.count === 0 ? null : new CellStep(changes, this.#write);
  }

  *#writeAll(side: Side): Sliced<CellPlace | null> {
    const changes = this.#unpacked();
    yield* this.#write(changes, side);
    this.#changes = changes;
    return changes.first;
  }

  #unpacked(): CellChanges {
    return this.#changes instanceof CellChanges ? this.#changes : this.#changes.unpacked();
  }
}

const leastPacked = 100;
