import type { Bench, Figure } from "../figure.ts";
import { type Measured, measureInTurns, type Task } from "../measure.ts";
import { portfolioXlsx } from "./sample-files.ts";

const sizes = [100_000, 500_000];
const firstRows = 100;

/** For ours and SheetJS. The other readers are only reported for comparison, so one run is enough. */
const runs = 3;

function reader(name: string, input: object): Task {
  return { script: new URL(`tasks/read-xlsx-${name}.ts`, import.meta.url), input };
}

export const xlsx: Bench = {
  name: "xlsx",
  about:
    "A workbook of 16 columns with shared strings, numbers and dates: opened, its table found and every row visited. SheetJS reads it dense " +
    "and without formatted text, exceljs by its streaming reader; each of them visits every cell as well.",
  async measure() {
    const figures: Figure[] = [];
    for (const size of sizes) {
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
    const path = await portfolioXlsx(500_000);
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
      { name: "xlsx/first-rows", value: first.ours.ms, unit: "ms", bar: null },
      { name: "xlsx/first-rows-sheetjs", value: first.sheetjs.ms, unit: "ms", bar: null },
      {
        name: "xlsx/first-rows-share-of-sheetjs",
        value: first.ours.ms / first.sheetjs.ms,
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

function compare(prefix: string, all: Record<"ours" | "sheetjs" | "exceljs" | "read-excel-file", Measured>): Figure[] {
  const { ours, sheetjs } = all;
  return [
    { name: `${prefix}/times-faster-than-sheetjs`, value: sheetjs.ms / ours.ms, unit: "ratio", bar: { atLeast: 4 } },
    {
      name: `${prefix}/share-of-sheetjs-memory`,
      value: ours.peakMb / sheetjs.peakMb,
      unit: "ratio",
      bar: { atMost: 1 / 3 },
    },
    ...Object.entries(all).flatMap(([name, measured]): Figure[] => [
      { name: `${prefix}/${name}/time`, value: measured.ms / 1000, unit: "s", bar: null },
      { name: `${prefix}/${name}/peak-memory`, value: measured.peakMb, unit: "MB", bar: null },
    ]),
  ];
}
