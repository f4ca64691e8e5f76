import { readFileSync } from "node:fs";
import { type CellObject, read } from "@e965/xlsx";
import { runTask } from "../../task.ts";

/** Reads the workbook in the library's leanest mode and visits every cell in place, without building rows. */
await runTask(async ({ path, firstRows }: { path: string; firstRows?: number }) => {
  const book = read(readFileSync(path), { dense: true, cellText: false, cellHTML: false, sheetRows: firstRows ?? 0 });
  const sheet = book.Sheets[book.SheetNames[0] ?? ""];
  const data: (CellObject | undefined)[][] = sheet?.["!data"] ?? [];
  let cells = 0;
  for (const row of data.slice(1)) for (const cell of row) if (cell?.v !== undefined) cells++;
  return { rows: data.length - 1, cells };
});
