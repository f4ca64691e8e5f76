import { type Bench, middleOf, type Scale } from "../figure.ts";
import { type Measured, measureInTurns } from "../measure.ts";
import { portfolioCsv } from "./sample-files.ts";

/** Of the benches that read a million rows. The largest paste takes 30,000, so there is no point in fewer. */
export const millionRows: Readonly<Record<Scale, number>> = { whole: 1_000_000, smallest: 50_000 };
const runs: Readonly<Record<Scale, number>> = { whole: 5, smallest: 1 };

export const csvMillion: Bench = {
  name: "csv-million",
  about:
    "1,000,000 rows of 16 columns, 230 MB, each debtor's rows scattered: read, understood, mapped, cleaned, validated, grouped and added up, as " +
    "the worker does it, against bare papaparse that reads the same file in chunks of 1 MB and keeps nothing.",
  async measure(scale) {
    const rows = millionRows[scale];
    const path = await portfolioCsv(rows);
    const { ours, papaparse } = await measureInTurns(
      {
        ours: { script: new URL("tasks/review-portfolio.ts", import.meta.url), input: { path }, database: null },
        papaparse: { script: new URL("tasks/read-csv-papaparse.ts", import.meta.url), input: { path }, database: null },
      },
      runs[scale],
    );
    for (const { seen } of [ours, papaparse]) {
      if (seen.rows !== rows) throw new Error(`saw ${seen.rows} rows`);
    }
    const ratios = ours.runs.map(({ ms }, run) => ms / (papaparse.runs[run]?.ms ?? Number.NaN));
    const ratio = { value: ours.ms / papaparse.ms, repeated: ratios };
    const peaks = (of: Measured) => middleOf(of.runs.map(({ peakMb }) => peakMb));
    const seconds = (of: Measured) => middleOf(of.runs.map(({ ms }) => ms / 1_000));
    const openSeconds = middleOf(ours.runs.map(({ seen }) => (seen.openMs ?? Number.NaN) / 1_000));
    return [
      { name: "csv-million/times-papaparse", ...ratio, unit: "ratio", bar: { atMost: 3.5 } },
      { name: "csv-million/peak-memory", ...peaks(ours), unit: "MB", bar: { atMost: 700 } },
      { name: "csv-million/time", ...seconds(ours), unit: "s", bar: null },
      { name: "csv-million/open-time", ...openSeconds, unit: "s", bar: null },
      { name: "csv-million/papaparse-time", ...seconds(papaparse), unit: "s", bar: null },
      { name: "csv-million/papaparse-peak-memory", ...peaks(papaparse), unit: "MB", bar: null },
    ];
  },
};
