import { type Bench, type Figure, middleOf, type Scale } from "../figure.ts";
import { type Measured, measureInTurns, type Task } from "../measure.ts";
import { portfolioXlsx } from "./sample-files.ts";

const firstRows = 100;

/** `runs`: for ours and SheetJS. The other readers are only reported for comparison, so one run is enough. */
const sizes: Readonly<Record<Scale, { readonly rows: readonly number[]; readonly runs: number }>> = {
  whole: { rows: [100_000, 500_000], runs: 3 },
  smallest: { rows: [1_000], runs: 1 },
};

function reader(name: string, input: object): Task {
  return { script: new URL(`tasks/read-xlsx-${name}.ts`, import.meta.url), input, database: null };
}

export const xlsx: Bench = {
  name: "xlsx",
  about:
    "A workbook of 16 columns with shared strings, numbers and dates: opened, its table found and every row visited. SheetJS reads it dense " +
    "and without formatted text, exceljs by its streaming reader; each of them visits every cell as well.",
  async measure(scale) {
    const { rows, runs } = sizes[scale];
    const figures: Figure[] = [];
    for (const size of rows) {
      const path = await portfolioXlsx(size);
      const inTurns = await measureInTurns(
        { ours: reader("ours", { path }), sheetjs: reader("sheetjs", { path }) },
        runs,
      );
      const others = await measureInTurns(
        { exceljs: reader("exceljs", { path }), "read-excel-file": reader("read-excel-file", { path }) },
        1,
      );
      const all = { ...inTurns, ...others };
      for (const [name, measured] of Object.entries(all)) checkRows(name, measured, size);
      figures.push(...compare(`xlsx/${size / 1000}k`, all));
    }
    const path = await portfolioXlsx(Math.max(...rows));
    const first = await measureInTurns(
      {
        ours: reader("ours-first-rows", { path, firstRows }),
        sheetjs: reader("sheetjs", { path, firstRows: firstRows + 1 }),
      },
      runs,
    );
    checkRows("ours, first rows", first.ours, firstRows);
    checkRows("sheetjs, first rows", first.sheetjs, firstRows);
    figures.push(
      { name: "xlsx/first-rows", ...times(first.ours, 1), unit: "ms", bar: null },
      { name: "xlsx/first-rows-sheetjs", ...times(first.sheetjs, 1), unit: "ms", bar: null },
      {
        name: "xlsx/first-rows-share-of-sheetjs",
        ...ratio(first.ours, first.sheetjs, "ms"),
        unit: "ratio",
        bar: { atMost: 0.1 },
      },
    );
    return figures;
  },
};

/** A reader that silently stops early would be the fastest of all. */
function checkRows(name: string, measured: Measured, rows: number): void {
  if (measured.seen.rows !== rows) throw new Error(`${name} saw ${measured.seen.rows} of ${rows} rows`);
}

function times({ runs }: Measured, msPerUnit: number) {
  return middleOf(runs.map(({ ms }) => ms / msPerUnit));
}

/** Of the medians, and of each turn. */
function ratio(one: Measured, other: Measured, of: "ms" | "peakMb") {
  return {
    value: one[of] / other[of],
    repeated: one.runs.map((run, turn) => run[of] / (other.runs[turn]?.[of] ?? Number.NaN)),
  };
}

function compare(prefix: string, all: Record<"ours" | "sheetjs" | "exceljs" | "read-excel-file", Measured>): Figure[] {
  const { ours, sheetjs } = all;
  return [
    { name: `${prefix}/times-faster-than-sheetjs`, ...ratio(sheetjs, ours, "ms"), unit: "ratio", bar: { atLeast: 4 } },
    {
      name: `${prefix}/share-of-sheetjs-memory`,
      ...ratio(ours, sheetjs, "peakMb"),
      unit: "ratio",
      bar: { atMost: 1 / 3 },
    },
    ...Object.entries(all).flatMap(([name, measured]): Figure[] => [
      { name: `${prefix}/${name}/time`, ...times(measured, 1_000), unit: "s", bar: null },
      {
        name: `${prefix}/${name}/peak-memory`,
        ...middleOf(measured.runs.map(({ peakMb }) => peakMb)),
        unit: "MB",
        bar: null,
      },
    ]),
  ];
}
