import { type Bench, type Figure, middleOf, type Scale } from "../figure.ts";
import { measure, seriesOf } from "../measure.ts";
import { quantile } from "../quantiles.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";

const edits: Readonly<Record<Scale, number>> = { whole: 400, smallest: 5 };
const pastes: Readonly<Record<Scale, number>> = { whole: 12, smallest: 1 };

export const editMillion: Bench = {
  name: "edit-million",
  about:
    "One cell changed in a reviewed table of 1,000,000 rows until the new summary is there: names, balances, e-mails and identifications (which move " +
    "a row to another debtor) in turns, all over the file. Then pastes of 10,000 cells (1,000 rows with their identifications, and the balances of " +
    "10,000 rows), one letter replaced in 750,000 cells, that undone, and a column of a million balances counted and added up.",
  async measure(scale) {
    const path = await portfolioCsv(millionRows[scale]);
    const one = await measure(
      { script: new URL("tasks/edit-cells.ts", import.meta.url), input: { path, edits: edits[scale] }, database: null },
      1,
    );
    const many = await measure(
      {
        script: new URL("tasks/change-blocks.ts", import.meta.url),
        input: { path, pastes: pastes[scale] },
        database: null,
      },
      1,
    );
    const times = seriesOf(one, "editMs");
    const figure = (name: string, of: Pick<Figure, "value" | "repeated">, atMost: number | null): Figure => ({
      name: `edit-million/${name}`,
      ...of,
      unit: "ms",
      bar: atMost === null ? null : { atMost },
    });
    const once = (name: string) => ({ value: many.seen[name] ?? Number.NaN });
    return [
      figure("median", middleOf(times), 16),
      figure("95th-percentile", { value: quantile(times, 0.95) }, null),
      figure("slowest", { value: Math.max(...times) }, null),
      figure("paste-of-1000-rows", middleOf(seriesOf(many, "wideMs")), 150),
      figure("paste-of-10000-rows", middleOf(seriesOf(many, "tallMs")), 150),
      figure("replacement", once("replaceMs"), 4_000),
      { name: "edit-million/replaced-cells", value: many.seen.replaced ?? 0, unit: "count", bar: { atLeast: 740_000 } },
      figure("undo-of-it", once("undoMs"), null),
      figure("figures-of-a-column", once("measureMs"), null),
      { name: "edit-million/peak-memory", value: many.peakMb, unit: "MB", bar: null },
    ];
  },
};
