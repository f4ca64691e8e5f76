import type { Bench } from "../figure.ts";
import { measureInTurns } from "../measure.ts";
import { portfolioCsv } from "./sample-files.ts";

export const millionRows = 1_000_000;

export const csvMillion: Bench = {
  name: "csv-million",
  about:
    "1,000,000 rows of 16 columns, 230 MB, each debtor's rows scattered: read, understood, mapped, cleaned, validated, grouped and added up, as " +
    "the worker does it, against bare papaparse that reads the same file in chunks of 1 MB and keeps nothing.",
  async measure() {
    const path = await portfolioCsv(millionRows);
    const { ours, papaparse } = await measureInTurns(
      {
        ours: { script: new URL("tasks/review-portfolio.ts", import.meta.url), input: { path } },
        papaparse: { script: new URL("tasks/read-csv-papaparse.ts", import.meta.url), input: { path } },
      },
      5,
    );
    for (const { seen } of [ours, papaparse]) {
      if (seen.rows !== millionRows) throw new Error(`saw ${seen.rows} rows`);
    }
    return [
      { name: "csv-million/times-papaparse", value: ours.ms / papaparse.ms, unit: "ratio", bar: { atMost: 3.5 } },
      { name: "csv-million/peak-memory", value: ours.peakMb, unit: "MB", bar: { atMost: 700 } },
      { name: "csv-million/time", value: ours.ms / 1000, unit: "s", bar: null },
      { name: "csv-million/open-time", value: (ours.seen.openMs ?? 0) / 1000, unit: "s", bar: null },
      { name: "csv-million/papaparse-time", value: papaparse.ms / 1000, unit: "s", bar: null },
      { name: "csv-million/papaparse-peak-memory", value: papaparse.peakMb, unit: "MB", bar: null },
    ];
  },
};
