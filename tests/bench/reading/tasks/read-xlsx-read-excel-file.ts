import { readSheet } from "read-excel-file/node";
import { runTask } from "../../task.ts";

await runTask(async ({ path }: { path: string }) => {
  const rows = await readSheet(path);
  let cells = 0;
  for (const row of rows.slice(1)) for (const cell of row) if (cell !== null) cells++;
  return { rows: rows.length - 1, cells };
});
