import type { Bench, Figure } from "../figure.ts";
import { measure } from "../measure.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";

export const editMillion: Bench = {
  name: "edit-million",
  about:
    "One cell changed in a reviewed table of 1,000,000 rows until the new summary is there: names, balances, e-mails and identifications (which move " +
    "a row to another debtor) in turns, all over the file. Then pastes of 10,000 cells (1,000 rows with their identifications, and the balances of " +
    "10,000 rows), one letter replaced in 750,000 cells, that undone, and a column of a million balances counted and added up.",
  async measure() {
    const path = await portfolioCsv(millionRows);
    const one = await measure(
      { script: new URL("tasks/edit-cells.ts", import.meta.url), input: { path, edits: 400 } },
      1,
    );
    const many = await measure({ script: new URL("tasks/change-blocks.ts", import.meta.url), input: { path } }, 1);
    const figure = (name: string, value: number | undefined, atMost: number | null): Figure => ({
      name: `edit-million/${name}`,
      value: value ?? Number.NaN,
      unit: "ms",
      bar: atMost === null ? null : { atMost },
    });
    return [
      figure("median", one.seen.medianMs, 16),
      figure("95th-percentile", one.seen.p95Ms, null),
      figure("slowest", one.seen.slowestMs, null),
      figure("paste-of-1000-rows", many.seen.wideMs, 150),
      figure("paste-of-10000-rows", many.seen.tallMs, 150),
      figure("replacement", many.seen.replaceMs, 4_000),
      { name: "edit-million/replaced-cells", value: many.seen.replaced ?? 0, unit: "count", bar: { atLeast: 740_000 } },
      figure("undo-of-it", many.seen.undoMs, null),
      figure("figures-of-a-column", many.seen.measureMs, null),
      { name: "edit-million/peak-memory", value: many.peakMb, unit: "MB", bar: null },
    ];
  },
};
