import type { Bench } from "../figure.ts";
import { measure } from "../measure.ts";
import { millionRows } from "./csv-million.ts";
import { portfolioCsv } from "./sample-files.ts";

export const editMillion: Bench = {
  name: "edit-million",
  about:
    "One cell changed in a reviewed table of 1,000,000 rows until the new summary is there: names, balances, e-mails and identifications (which move " +
    "a row to another debtor) in turns, all over the file.",
  async measure() {
    const path = await portfolioCsv(millionRows);
    const { seen } = await measure(
      { script: new URL("tasks/edit-cells.ts", import.meta.url), input: { path, edits: 400 } },
      1,
    );
    return [
      { name: "edit-million/median", value: seen.medianMs ?? Number.NaN, unit: "ms", bar: { atMost: 16 } },
      { name: "edit-million/95th-percentile", value: seen.p95Ms ?? Number.NaN, unit: "ms", bar: null },
      { name: "edit-million/slowest", value: seen.slowestMs ?? Number.NaN, unit: "ms", bar: null },
    ];
  },
};
