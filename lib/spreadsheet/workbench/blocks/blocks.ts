import type { CellRange } from "../../protocol/blocks.ts";
import type { WorkbenchQuestions } from "../../protocol/questions.ts";
import { ChangeCollector } from "../../review/cell-changes.ts";
import type { Sliced } from "../../sliced.ts";
import { collecting, type EditedBench, type Editing } from "../editing.ts";
import { rowsBetween } from "../shown-rows.ts";
import { copyRange } from "./copy-range.ts";
import { fillDown, fillWith } from "./fill-range.ts";
import { measureRange } from "./measure-range.ts";
import { parseBlock } from "./parse-block.ts";
import { type PasteTarget, pasteBlock, pastedSize } from "./paste-block.ts";

type Asked<Name extends keyof WorkbenchQuestions> = Parameters<WorkbenchQuestions[Name]>[0];
type Answer<Name extends keyof WorkbenchQuestions> = Sliced<ReturnType<WorkbenchQuestions[Name]>>;

/** The workbench's answers about ranges of cells, which mean the rows that a filter shows. */
export class Blocks {
  readonly #bench: EditedBench;
  readonly #editing: Editing;

  constructor(bench: EditedBench, editing: Editing) {
    this.#bench = bench;
    this.#editing = editing;
  }

  copyRange(range: Asked<"copyRange">): Answer<"copyRange"> {
    return copyRange(this.#bench.opened().rows, this.#rowsOf(range), range.columns);
  }

  measureRange(range: Asked<"measureRange">): Answer<"measureRange"> {
    return measureRange(
      this.#bench.opened().rows,
      this.#rowsOf(range),
      range.columns,
      this.#bench.deriving.derivation.context,
    );
  }

  *paste({ text, range, across, isConfirmed }: Asked<"paste">): Answer<"paste"> {
    const into = this.#collector();
    const block = parseBlock(text);
    const size = pastedSize(block, range.to - range.from + 1, range.columns.length);
    const { columns } = this.#bench.deriving.derivation.context.mapping;
    const target: PasteTarget = {
      rows: this.#rowsOf({ ...range, to: range.from + size.rows - 1 }),
      columns: across,
      isLeftOut: (column) => columns[column]?.state === "left_out",
    };
    const effect = yield* collecting(pasteBlock(block, size, target, into));
    if (effect.asks && !isConfirmed) return { effect, summary: null, changed: into.count, isTooMany: false };
    return { effect, ...(yield* this.#editing.collected(into)) };
  }

  *fillDown(range: Asked<"fillDown">): Answer<"fillDown"> {
    const into = this.#collector();
    const from = range.from === range.to ? range.from - 1 : range.from;
    if (from >= 0)
      yield* collecting(fillDown(this.#bench.opened().rows, this.#rowsOf({ ...range, from }), range.columns, into));
    return yield* this.#editing.collected(into);
  }

  *clear(range: Asked<"clear">): Answer<"clear"> {
    const into = this.#collector();
    yield* collecting(fillWith(this.#rowsOf(range), range.columns, () => "", into));
    return yield* this.#editing.collected(into);
  }

  #collector(): ChangeCollector {
    return new ChangeCollector(this.#bench.opened().rows);
  }

  #rowsOf({ filter, from, to }: CellRange): number[] {
    return rowsBetween(this.#bench.shown(), filter, from, to);
  }
}
