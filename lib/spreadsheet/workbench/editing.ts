import { readsAlike } from "#lib/domain/cures/with-cure.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import { maxEdits } from "#lib/domain/table/cell-edit.ts";
import type { ReplayedStep } from "../kept/kept-cells.ts";
import type { OpenFile } from "../open-file.ts";
import type { ChangedCells } from "../protocol/blocks.ts";
import type { WorkbenchQuestions } from "../protocol/questions.ts";
import type { ReviewSummary } from "../protocol/review.ts";
import { CellChanges, ChangeCollector, otherSide, type Side } from "../review/cell-changes.ts";
import { type Changed, ChangeStep } from "../review/change-step.ts";
import { decisionBetween } from "../review/decision.ts";
import type { Review } from "../review/review.ts";
import { UndoStack } from "../review/undo-stack.ts";
import { inOneGo, partOf, type Sliced } from "../sliced.ts";
import type { Derived, Deriving } from "./deriving.ts";
import { heldRows, type Shown } from "./shown-rows.ts";

/** What changes need of the workbench, as it is at the moment. */
export interface EditedBench {
  readonly deriving: Deriving;
  opened(): OpenFile;
  shown(): Shown;
  /** Takes in the rows set aside that carry a debtor under the mapping that counts now. */
  takeInDebtors(): void;
  summary(): ReviewSummary;
}

type Asked<Name extends keyof WorkbenchQuestions> = Parameters<WorkbenchQuestions[Name]>[0];
type Answer<Name extends keyof WorkbenchQuestions> = Sliced<ReturnType<WorkbenchQuestions[Name]>>;

/** Changes of cells and decisions, each one step of the undo history. Ended early, they leave everything as it was. */
export class Editing {
  readonly #bench: EditedBench;
  /** What the steps of the history change; it holds for every reading of the file. */
  readonly #changed: Changed;
  #isWriting = false;

  constructor(bench: EditedBench) {
    this.#bench = bench;
    this.#changed = {
      mapping: () => bench.deriving.asked.mapping,
      write: (changes, side, mapping) => this.#write(changes, side, mapping),
    };
  }

  /** Whether cells may be written at the moment that are tried only, or put back if the work ends early. */
  get isWriting(): boolean {
    return this.#isWriting;
  }

  *edit({ edits }: Asked<"edit">): Answer<"edit"> {
    yield* this.make(CellChanges.of(edits, this.#bench.opened().rows), null);
    return this.#bench.summary();
  }

  *travel({ direction }: Asked<"travel">): Answer<"travel"> {
    const before = this.#changed.mapping();
    const at = yield* this.#bench.opened().history.travel(direction);
    const now = this.#changed.mapping();
    if (now !== before) this.#bench.takeInDebtors();
    return { summary: this.#bench.summary(), at, mapping: now === before ? null : now };
  }

  *replace(input: Asked<"replace">): Answer<"replace"> {
    const { rows, finder } = this.#bench.opened();
    const shown = heldRows(this.#bench.shown(), input.filter);
    const into = new ChangeCollector(rows);
    const { tooLong } = yield* collecting(finder.replace(input, shown, into));
    const { summary, changed } = yield* this.collected(into);
    // The page does not ask for so many.
    if (summary === null) throw new Error("more corrections than an upload may carry");
    return { summary, replaced: changed, tooLong };
  }

  /** Whether the upload would get more corrections than it may carry. */
  isTooMany({ moreEdits }: ChangeCollector): boolean {
    return this.#bench.opened().rows.count + moreEdits > maxEdits;
  }

  /** Makes the changes that were collected, unless the upload would get more corrections than it may carry. */
  *collected(into: ChangeCollector): Sliced<ChangedCells> {
    const changed = into.count;
    if (this.isTooMany(into)) return { summary: null, changed, isTooMany: true };
    yield* partOf(this.make(into.changes(), null), collectingShare, 1);
    return { summary: this.#bench.summary(), changed, isTooMany: false };
  }

  /** Writes cells and takes another mapping (null: the same), as one step. */
  *make(changes: CellChanges, mapping: Mapping | null): Sliced<void> {
    const decision = mapping === null ? null : decisionBetween(this.#changed.mapping(), mapping);
    if (changes.count === 0 && decision === null) return;
    yield* this.#write(changes, "after", mapping);
    this.#bench.opened().history.push(new ChangeStep(changes, decision, this.#changed));
    if (decision !== null) this.#bench.takeInDebtors();
  }

  /** A history in which these steps were done and undone before. */
  historyOf(done: readonly ReplayedStep[], undone: readonly ReplayedStep[]): UndoStack {
    const steps = (all: readonly ReplayedStep[]) =>
      all.map(({ changes, decision }) => new ChangeStep(changes, decision, this.#changed));
    return new UndoStack(steps(done), steps(undone));
  }

  /** What `count` finds in the review with these cells and this mapping. Everything is as it was afterwards. */
  trial<Found>(changes: CellChanges, mapping: Mapping | null, count: (review: Review) => Found): Sliced<Found> {
    return this.#writing(this.#tried(changes, mapping, count));
  }

  *#tried<Found>(changes: CellChanges, mapping: Mapping | null, count: (review: Review) => Found): Sliced<Found> {
    const open = this.#bench.opened();
    const { deriving } = this.#bench;
    if (this.#isEnough(changes, mapping)) {
      yield* this.#recount(changes, "after");
      const found = count(deriving.review);
      inOneGo(this.#recount(changes, "before"));
      return found;
    }
    const found = count((yield* this.#derived(changes, "after", mapping)).review);
    changes.write(open.rows, "before", 0, changes.count);
    deriving.drop(open);
    return found;
  }

  #write(changes: CellChanges, side: Side, mapping: Mapping | null): Sliced<void> {
    return this.#writing(this.#written(changes, side, mapping));
  }

  *#writing<Result>(work: Sliced<Result>): Sliced<Result> {
    this.#isWriting = true;
    try {
      return yield* work;
    } finally {
      this.#isWriting = false;
    }
  }

  *#written(changes: CellChanges, side: Side, mapping: Mapping | null): Sliced<void> {
    const { deriving } = this.#bench;
    if (this.#isEnough(changes, mapping)) yield* this.#recount(changes, side);
    else deriving.take(yield* this.#derived(changes, side, mapping));
    if (mapping !== null) deriving.ask({ ...deriving.asked, mapping });
  }

  /** Whether it is enough to count these cells' debtors again. */
  #isEnough({ count }: CellChanges, mapping: Mapping | null): boolean {
    const { rowCount } = this.#bench.opened().rows.table;
    return !this.#readsOtherwise(mapping) && (count === 0 || count < rowCount * rebuildShare);
  }

  #readsOtherwise(mapping: Mapping | null): mapping is Mapping {
    return mapping !== null && !readsAlike(this.#changed.mapping(), mapping);
  }

  /** Subtracts what each cell's debtor counted and adds what it counts now. */
  *#recount(changes: CellChanges, side: Side): Sliced<void> {
    const { rows } = this.#bench.opened();
    const { review } = this.#bench.deriving;
    const { count } = changes;
    let written = 0;
    try {
      while (written < count) {
        // No pause after the last cells: whoever ends the work early must find it undone.
        if (written > 0) yield written / count;
        const to = Math.min(written + recountedAtOnce, count);
        review.edit(changes.edits(side, written, to, rows));
        written = to;
      }
    } finally {
      if (written < count) review.edit(changes.edits(otherSide[side], 0, written, rows));
    }
  }

  /**
   * Writes the cells and derives everything again, beside the review that counts until then. Ended early, it puts
   * the cells back.
   */
  *#derived(changes: CellChanges, side: Side, mapping: Mapping | null): Sliced<Derived> {
    const open = this.#bench.opened();
    const { count } = changes;
    let [written, isDone] = [0, false];
    try {
      while (written < count) {
        const to = Math.min(written + writtenAtOnce, count);
        changes.write(open.rows, side, written, to);
        written = to;
        yield (writingShare * written) / count;
      }
      const other = this.#readsOtherwise(mapping) ? mapping : null;
      const deriving = this.#bench.deriving.beside(open, changes.columns(), other);
      const derived = yield* partOf(deriving, writingShare, 1);
      isDone = true;
      return derived;
    } finally {
      if (!isDone) changes.write(open.rows, otherSide[side], 0, written);
    }
  }
}

/**
 * With at least this many edits per row, everything is derived again: for 100,000 of a million rows,
 * subtracting and adding them one by one took twice as long.
 */
const rebuildShare = 0.05;

/** Cells between two pauses: some 20 ms each. */
const recountedAtOnce = 500;
const writtenAtOnce = 20_000;

/** The shares of the time that it takes to collect the changes, and then to write them. */
export const collectingShare = 0.15;
const writingShare = 0.1;

/** Collecting the changes, as the first part of making them. */
export function collecting<Result>(work: Sliced<Result>): Sliced<Result> {
  return partOf(work, 0, collectingShare);
}
