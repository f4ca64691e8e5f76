import { openAsBlob } from "node:fs";
import { readFirstRows } from "#lib/spreadsheet/read-first-rows.ts";
import { runTask } from "../../task.ts";

/** Reads the first rows of the workbook, header included. */
await runTask(async ({ path, firstRows }: { path: string; firstRows: number }) => {
  const grid = await readFirstRows(await openAsBlob(path), firstRows + 1);
  if (grid === null) throw new Error("a workbook's first rows can be read");
  let cells = 0;
  for (let row = 1; row < grid.rowCount; row++) cells += grid.sourceRow(row).cells.length;
  return { rows: grid.rowCount - 1, cells };
});
