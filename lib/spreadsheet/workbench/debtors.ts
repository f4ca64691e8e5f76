import { identificationField, nameField } from "#lib/domain/fields/catalogue.ts";
import type { Mapping } from "#lib/domain/mapping/mapping.ts";
import type { DebtorFilter, DebtorQuestions, DebtorShow, ListedDebtor } from "../protocol/debtors.ts";
import { noDebtor } from "../review/debtor-index.ts";
import { type DebtorSets, debtorSets, firstRows } from "../review/debtor-sets.ts";
import { searchRows } from "../review/find-cells.ts";
import { debtorDetail, listedDebtor } from "../review/listed-debtors.ts";
import type { Review } from "../review/review.ts";
import { RowSet } from "../review/row-set.ts";
import { partOf, type Sliced } from "../sliced.ts";
import type { EditedBench } from "./editing.ts";

type Input<Name extends keyof DebtorQuestions> = Parameters<DebtorQuestions[Name]>[0];
type Answer<Name extends keyof DebtorQuestions> = ReturnType<DebtorQuestions[Name]>;

/** What was found out about a review's debtors, for as long as no cell changes. */
interface Known {
  readonly revision: number;
  readonly sets: DebtorSets;
  search: string;
  found: RowSet | null;
}

/** The debtors of the open file under its mapping. Which ones a filter shows is kept until a cell changes. */
export class Debtors {
  readonly #bench: Pick<EditedBench, "deriving" | "opened">;
  /** Weak, because a review that was dropped would otherwise stay in memory beside the next one. */
  readonly #known = new WeakMap<Review, Known>();

  constructor(bench: Pick<EditedBench, "deriving" | "opened">) {
    this.#bench = bench;
  }

  *window({ from, count, filter }: Input<"debtorWindow">): Sliced<Answer<"debtorWindow">> {
    const review = this.#bench.deriving.shown;
    if (review === null) return { total: 0, from, rows: [], counts: noCounts };
    const known = yield* partOf(this.#knownOf(review), 0, 0.5);
    const shown = yield* partOf(this.#shownBy(review, known, filter), 0.5, 1);
    const { context } = this.#bench.deriving.derivation;
    const rows: ListedDebtor[] = [];
    for (const row of shown.slice(from, count)) {
      const listed = listedDebtor(review.units.at(row), context);
      if (listed !== null) rows.push(listed);
    }
    const { all, sent, problems, left_out } = known.sets;
    const counts = { all: all.size, sent: sent.size, problems: problems.size, left_out: left_out.size };
    return { total: shown.size, from, rows, counts };
  }

  *place({ row, filter }: Input<"debtorPlace">): Sliced<Answer<"debtorPlace">> {
    const review = this.#bench.deriving.shown;
    const debtor = review === null ? noDebtor : review.debtors.debtorOf(row);
    if (review === null || debtor === noDebtor) return null;
    const known = yield* partOf(this.#knownOf(review), 0, 0.5);
    const shown = yield* partOf(this.#shownBy(review, known, filter), 0.5, 1);
    const first = review.debtors.firstRowOf(debtor);
    return shown.has(first) ? shown.rank(first) : null;
  }

  detail({ row }: Input<"debtorDetail">): Answer<"debtorDetail"> {
    const { deriving } = this.#bench;
    return deriving.shown === null ? null : debtorDetail(deriving.shown.units.at(row), deriving.derivation.context);
  }

  payload({ row }: Input<"debtorPayload">): Answer<"debtorPayload"> {
    return this.#bench.deriving.shown?.units.payloadAt(row) ?? null;
  }

  *#knownOf(review: Review): Sliced<Known> {
    const before = this.#known.get(review);
    if (before?.revision === review.revision) return before;
    const sets = yield* debtorSets(review, this.#bench.opened().rows.table.rowCount);
    const known = { revision: review.revision, sets, search: "", found: null };
    this.#known.set(review, known);
    return known;
  }

  *#shownBy(review: Review, known: Known, { show, search }: DebtorFilter): Sliced<RowSet> {
    const words = search.split(/\s+/).filter((word) => word !== "");
    if (words.length === 0) return known.sets[show];
    if (known.search !== search || known.found === null) {
      known.found = yield* this.#search(review, words);
      known.search = search;
    }
    return new RowSet(this.#bench.opened().rows.table.rowCount).addAll(known.sets[show]).keepAll(known.found);
  }

  /** The debtors with all words in their cells of a name and an identification, and the one with this identification. */
  *#search(review: Review, words: readonly string[]): Sliced<RowSet> {
    const { rows } = this.#bench.opened();
    const { rowCount } = rows.table;
    const columns = searchedColumns(this.#bench.deriving.derivation.context.mapping);
    const all = RowSet.full(rowCount);
    for (const [nth, word] of words.entries()) {
      const searching = searchRows(rows, { text: word, isExact: false, isWhole: false }, columns);
      all.keepAll(yield* partOf(searching, nth / (words.length + 1), (nth + 1) / (words.length + 1)));
    }
    const found = yield* partOf(firstRows(review, all, rowCount), words.length / (words.length + 1), 1);
    const debtor = review.debtors.find(words.join("").replaceAll(/[.,]/g, ""));
    if (debtor !== noDebtor && review.debtors.sizeOf(debtor) > 0) found.add(review.debtors.firstRowOf(debtor));
    return found;
  }
}

const noCounts: Readonly<Record<DebtorShow, number>> = { all: 0, sent: 0, problems: 0, left_out: 0 };

function searchedColumns({ columns }: Mapping): number[] {
  return columns.flatMap((mapped, column) =>
    (mapped.state === "field" || mapped.state === "joined") &&
    (mapped.field === identificationField || mapped.field === nameField)
      ? [column]
      : [],
  );
}
