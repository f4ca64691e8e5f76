import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { Sliced } from "../sliced.ts";
import { type CarryCell, CellChanges, type Side } from "./cell-changes.ts";
import { type Decision, decided } from "./decision.ts";
import { PackedChanges } from "./packed-changes.ts";
import type { CellPlace, Direction, Step } from "./undo-stack.ts";

/** What a step changes. */
export interface Changed {
  /** The mapping that counts now. */
  mapping(): Mapping;
  /**
   * Writes cells, takes another mapping (null: the same) and recounts what both affect. Ended early, it puts
   * everything back.
   */
  write(changes: CellChanges, side: Side, mapping: Mapping | null): Sliced<void>;
}

/** An action that wrote cells, decided something, or both. */
export class ChangeStep implements Step {
  #changes: CellChanges | PackedChanges;
  readonly decision: Decision | null;
  readonly #changed: Changed;

  constructor(changes: CellChanges, decision: Decision | null, changed: Changed) {
    this.#changes = changes;
    this.decision = decision;
    this.#changed = changed;
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
    return this.#changeAll("before");
  }

  apply(): Sliced<CellPlace | null> {
    return this.#changeAll("after");
  }

  changesAnything(direction: Direction): boolean {
    const hasCells = this.#changes instanceof PackedChanges || this.#changes.count > 0;
    return hasCells || this.#mappingOn(direction === "undo" ? "before" : "after") !== null;
  }

  changes(): CellChanges {
    return this.#changes instanceof CellChanges ? this.#changes : this.#changes.unpacked();
  }

  carried(carry: CarryCell): ChangeStep | null {
    const changes = this.changes().carried(carry);
    if (changes.count === 0 && this.decision === null) return null;
    return new ChangeStep(changes, this.decision, this.#changed);
  }

  *#changeAll(side: Side): Sliced<CellPlace | null> {
    const changes = this.changes();
    yield* this.#changed.write(changes, side, this.#mappingOn(side));
    this.#changes = changes;
    return changes.first;
  }

  #mappingOn(side: Side): Mapping | null {
    return this.decision === null ? null : decided(this.#changed.mapping(), this.decision, side);
  }
}

const leastPacked = 100;
