import type { CellRange } from "#lib/spreadsheet/protocol/blocks.ts";
import { inOneGo } from "#lib/spreadsheet/sliced.ts";
import { runTask } from "../../task.ts";
import { reviewedPortfolio } from "../reviewed-portfolio.ts";

/** The kind of each portfolio; three of the four kinds have an "r". */
const kindColumn = 10;

const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

await runTask(async ({ path, pastes }: { path: string; pastes: number }) => {
  const { workbench, summary } = await reviewedPortfolio(path);
  const { rows } = summary.totals.file;

  /** Copies a block from one place and pastes it at another, which moves identifications to other rows. */
  const pasteOf = (rowCount: number, columns: readonly number[]) => {
    const times: number[] = [];
    for (let index = 0; index < pastes; index++) {
      const from = (index * 79_193) % (rows - 3 * rowCount);
      const range = (first: number): CellRange => ({
        filter: { show: "all" },
        from: first,
        to: first + rowCount - 1,
        columns,
      });
      const { text } = inOneGo(workbench.blocks.copyRange(range(from)));
      const input = { text, range: range(from + rowCount), across: columns, isConfirmed: true };
      times.push(timed(() => inOneGo(workbench.blocks.paste(input))));
    }
    return times;
  };
  const wideMs = pasteOf(1_000, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  const tallMs = pasteOf(10_000, [7]);

  const query = { text: "r", isExact: true, isWhole: false };
  const scope = { query, columns: [kindColumn], filter: { show: "all" } as const };
  const { total } = workbench.find({ ...scope, from: { row: 0, column: kindColumn }, direction: "here" });
  let replaced = 0;
  const replaceMs = timed(() => {
    replaced = inOneGo(workbench.editing.replace({ ...scope, replacement: "rr", only: null })).replaced;
  });
  const undoMs = timed(() => inOneGo(workbench.editing.travel({ direction: "undo" })));
  const all: CellRange = { filter: { show: "all" }, from: 0, to: rows - 1, columns: [7] };
  const measureMs = timed(() => inOneGo(workbench.blocks.measureRange(all)));
  return { wideMs, tallMs, found: total, replaced, replaceMs, undoMs, measureMs };
});
