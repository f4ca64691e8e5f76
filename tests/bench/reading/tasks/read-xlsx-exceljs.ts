import ExcelJS from "exceljs";
import { runTask } from "../../task.ts";

/** Reads the workbook with the library's streaming reader, which needs less memory than its other one. */
await runTask(async ({ path }: { path: string }) => {
  const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, {
    worksheets: "emit",
    sharedStrings: "cache",
    styles: "cache",
    hyperlinks: "ignore",
    entries: "emit",
  });
  let rows = -1;
  let cells = 0;
  for await (const sheet of reader) {
    for await (const row of sheet) {
      rows++;
      if (rows > 0 && Array.isArray(row.values)) cells += row.values.length - 1;
    }
  }
  return { rows, cells };
});
