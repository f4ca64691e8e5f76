import { type Bench, middleOf } from "../figure.ts";
import { measure, seriesOf } from "../measure.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";
import { summarisedColumns } from "./summarised-columns.ts";

export const columnSummary: Bench = {
  name: "column-summary",
  about:
    "What a column of a reviewed table of 1,000,000 rows holds, counted in slices beside other questions: medians of five counts of columns of money, " +
    "dates, days, few texts and all different texts; and the longest time that another question would have waited for a slice.",
  async measure(scale) {
    const path = await portfolioCsv(millionRows[scale]);
    const measured = await measure(
      { script: new URL("tasks/summarise-columns.ts", import.meta.url), input: { path }, database: null },
      1,
    );
    return [
      ...Object.keys(summarisedColumns).map((name) => ({
        name: `column-summary/${name}`,
        ...middleOf(seriesOf(measured, name)),
        unit: "ms" as const,
        bar: { atMost: 150 },
      })),
      {
        name: "column-summary/longest-block",
        value: measured.seen.longestMs ?? Number.NaN,
        unit: "ms",
        bar: { atMost: 16 },
      },
      { name: "column-summary/filter", value: measured.seen.filterMs ?? Number.NaN, unit: "ms", bar: { atMost: 150 } },
    ];
  },
};
