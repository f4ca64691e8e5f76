import type { DerivationContext } from "#lib/domain/debtors/derivation-context.ts";
import { maxEdits } from "#lib/domain/table/cell-edit.ts";
import type { OpenFile } from "../open-file.ts";
import type { ChangedCells } from "../protocol/blocks.ts";
import type { WorkbenchQuestions } from "../protocol/questions.ts";
import type { ReviewSummary } from "../protocol/review.ts";
import { CellChanges, ChangeCollector, type Side } from "../review/cell-changes.ts";
import { CellStep } from "../review/cell-step.ts";
import { groupProposals } from "../review/group-proposals.ts";
import type { Review } from "../review/review.ts";
import { partOf, type Sliced } from "../sliced.ts";
import { filteredRows, type Shown } from "./shown-rows.ts";

/** What changes of cells need of the workbench, as it is at the moment. */
export interface EditedBench {
  opened(): OpenFile;
  reviewed(): Review;
  context(): DerivationContext;
  shown(): Shown;
  /** Replaces the review. */
  take(review: Review): void;
  summary(): ReviewSummary;
}

type Asked<Name extends keyof WorkbenchQuestions> = Parameters<WorkbenchQuestions[Name]>[0];
type Answer<Name extends keyof WorkbenchQuestions> = Sliced<ReturnType<WorkbenchQuestions[Name]>>;

/** Changes of cells, each one step of the undo history. Ended early, they leave everything as it was. */
export class Editing {
  readonly #bench: EditedBench;

  constructor(bench: EditedBench) {
    this.#bench = bench;
  }

  *edit({ edits }: Asked<"edit">): Answer<"edit"> {
    yield* this.#change(CellChanges.of(edits, this.#bench.opened().rows));
    return this.#bench.summary();
  }

  *fixGroup({ code, column }: Asked<"fixGroup">): Answer<"fixGroup"> {
    return yield* this.edit({ edits: groupProposals(this.#bench.reviewed(), code, column) });
  }

  *travel({ direction }: Asked<"travel">): Answer<"travel"> {
    const at = yield* this.#bench.opened().history.travel(direction);
    return { summary: this.#bench.summary(), at };
  }

  *replace(input: Asked<"replace">): Answer<"replace"> {
    const { rows, finder } = this.#bench.opened();
    const shown = filteredRows(this.#bench.shown(), input.filter);
    const into = new ChangeCollector(rows);
    const { tooLong } = yield* collecting(finder.replace(input, shown, into));
    const { summary, changed } = yield* this.collected(into);
    // The page does not ask for so many.
    if (summary === null) throw new Error("more corrections than an upload may carry");
    return { summary, replaced: changed, tooLong };
  }

  /** Makes the changes that were collected, unless the upload would get more corrections than it may carry. */
  *collected(into: ChangeCollector): Sliced<ChangedCells> {
    const changed = into.count;
    if (this.#bench.opened().rows.count + into.moreEdits > maxEdits) return { summary: null, changed, isTooMany: true };
    yield* partOf(this.#change(into.changes()), collectingShare, 1);
    return { summary: this.#bench.summary(), changed, isTooMany: false };
  }

  *#change(changes: CellChanges): Sliced<void> {
    if (changes.count === 0) return;
    yield* this.#write(changes, "after");
    this.#bench.opened().history.push(new CellStep(changes, (again, side) => this.#write(again, side)));
  }

  *#write(changes: CellChanges, side: Side): Sliced<void> {
    const { rowCount } = this.#bench.opened().rows.table;
    yield* changes.count < rowCount * rebuildShare ? this.#recount(changes, side) : this.#rebuild(changes, side);
  }

  /** Subtracts what each cell's debtor counted and adds what it counts now. */
  *#recount(changes: CellChanges, side: Side): Sliced<void> {
    const { rows } = this.#bench.opened();
    const review = this.#bench.reviewed();
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

  /** Writes the cells and derives everything again, beside the review that counts until then. */
  *#rebuild(changes: CellChanges, side: Side): Sliced<void> {
    const { rows } = this.#bench.opened();
    const { count } = changes;
    let [written, isDone] = [0, false];
    try {
      while (written < count) {
        const to = Math.min(written + writtenAtOnce, count);
        changes.write(rows, side, written, to);
        written = to;
        yield (writingShare * written) / count;
      }
      // The context names the cut-off day already, so corrections do not change it.
      this.#bench.take(yield* partOf(this.#bench.reviewed().again(changes.columns()), writingShare, 1));
      isDone = true;
    } finally {
      if (!isDone) changes.write(rows, otherSide[side], 0, written);
    }
  }
}

const otherSide = { before: "after", after: "before" } as const satisfies Record<Side, Side>;

/**
 * With at least this many edits per row, everything is derived again: for 100,000 of a million rows,
 * subtracting and adding them one by one took twice as long.
 */
const rebuildShare = 0.05;

/** Cells between two pauses: some 20 ms each. */
const recountedAtOnce = 500;
const writtenAtOnce = 20_000;

/** The shares of the time that it takes to collect the changes, and then to write them. */
const collectingShare = 0.15;
const writingShare = 0.1;

/** Collecting the changes, as the first part of making them. */
export function collecting<Result>(work: Sliced<Result>): Sliced<Result> {
  return partOf(work, 0, collectingShare);
}
