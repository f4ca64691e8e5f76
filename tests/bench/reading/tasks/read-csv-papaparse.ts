import { createReadStream } from "node:fs";
import Papa from "papaparse";
import { runTask } from "../../task.ts";

/** Plain papaparse: delimiter given, rows as arrays, one chunk at a time, nothing kept. */
await runTask(async ({ path }: { path: string }) => {
  let rows = -1;
  let cells = 0;
  await new Promise<void>((resolve, reject) => {
    Papa.parse<string[]>(createReadStream(path, { encoding: "utf8", highWaterMark: 1 << 20 }), {
      delimiter: ";",
      skipEmptyLines: true,
      chunk: ({ data }) => {
        rows += data.length;
        for (const row of data) cells += row.length;
      },
      complete: () => resolve(),
      error: reject,
    });
  });
  return { rows, cells };
});
