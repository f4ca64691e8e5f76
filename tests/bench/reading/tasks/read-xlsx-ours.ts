import { openAsBlob } from "node:fs";
import { findTable } from "#lib/spreadsheet/find-table.ts";
import { openSpreadsheet } from "#lib/spreadsheet/open-spreadsheet.ts";
import { runTask } from "../../task.ts";

/** Reads the workbook, finds its table and visits every row. */
await runTask(async ({ path }: { path: string }) => {
  const { grid } = await openSpreadsheet(await openAsBlob(path));
  const { table } = findTable(grid, {});
  let cells = 0;
  for (let row = 0; row < table.rowCount; row++) cells += table.sourceRow(row).cells.length;
  return { rows: table.rowCount, cells };
});
