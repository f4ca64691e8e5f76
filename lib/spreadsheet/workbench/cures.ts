import { issuesOfPlaceholders, issuesOfValue } from "#lib/domain/cures/read-typed.ts";
import { readsAlike } from "#lib/domain/cures/with-cure.ts";
import type { Change, Forecast } from "../protocol/cures.ts";
import type { WorkbenchQuestions } from "../protocol/questions.ts";
import { ChangeCollector } from "../review/cell-changes.ts";
import { collectCure } from "../review/collect-cure.ts";
import { cureFigures } from "../review/cure-figures.ts";
import { listProposals } from "../review/list-proposals.ts";
import { partOf, type Sliced } from "../sliced.ts";
import { collecting, collectingShare, type EditedBench, type Editing } from "./editing.ts";

type Asked<Name extends keyof WorkbenchQuestions> = Parameters<WorkbenchQuestions[Name]>[0];
type Answer<Name extends keyof WorkbenchQuestions> = Sliced<ReturnType<WorkbenchQuestions[Name]>>;

/** The workbench's answers about cures of reasons. */
export class Cures {
  readonly #bench: EditedBench;
  readonly #editing: Editing;

  constructor(bench: EditedBench, editing: Editing) {
    this.#bench = bench;
    this.#editing = editing;
  }

  proposals(reason: Asked<"proposals">): ReturnType<WorkbenchQuestions["proposals"]> {
    return listProposals(this.#bench.deriving.review, this.#bench.opened().rows, reason);
  }

  /** Makes the change, counts, and takes it back. */
  *forecast({ change, reason }: Asked<"forecast">): Answer<"forecast"> {
    const before = cureFigures(this.#bench.deriving.review, reason);
    const said = this.#saidOf(change);
    const collected = yield* this.#collected(change);
    const isTooMany = this.#editing.isTooMany(collected);
    const changes = collected.changes();
    const trial = this.#editing.trial(changes, change.mapping, (review) => cureFigures(review, reason));
    const after = yield* partOf(trial, collectingShare, 1);
    return { before, after, cells: changes.count, isTooMany, said };
  }

  *cure({ change }: Asked<"cure">): Answer<"cure"> {
    const collected = yield* this.#collected(change);
    // The page does not ask for so many.
    if (this.#editing.isTooMany(collected)) throw new Error("more corrections than an upload may carry");
    yield* partOf(this.#editing.make(collected.changes(), change.mapping), collectingShare, 1);
    return this.#bench.summary();
  }

  *#collected({ cells }: Change): Sliced<ChangeCollector> {
    const { rows } = this.#bench.opened();
    const into = new ChangeCollector(rows);
    yield* collecting(collectCure(this.#bench.deriving.review, rows, cells, into));
    return into;
  }

  /** What the readers say about a text that a change writes into many cells or gives to empty ones. */
  #saidOf({ cells, mapping }: Change): Forecast["said"] {
    const { asked, derivation } = this.#bench.deriving;
    const isReadAlike = mapping === null || readsAlike(asked.mapping, mapping);
    const context = isReadAlike ? derivation.context : { ...asked, mapping };
    const ofEmpty = issuesOfPlaceholders(context, asked.mapping);
    if (cells?.kind !== "value" || cells.column === null) return ofEmpty;
    return [...ofEmpty, ...issuesOfValue(context, cells.column, cells.text)];
  }
}
