import { runTask } from "../../task.ts";
import { reviewedPortfolio } from "../reviewed-portfolio.ts";
import { summarisedColumns } from "../summarised-columns.ts";

const counts = 5;

await runTask(async ({ path }: { path: string }) => {
  const { workbench } = await reviewedPortfolio(path);
  const seen: Record<string, readonly number[]> = {};
  let longestMs = 0;
  let isOver = false;
  let isCounting = false;
  // What another question would wait: the time from one turn of the event loop to the next.
  const watch = (async () => {
    while (!isOver) {
      const [before, wasCounting] = [performance.now(), isCounting];
      await new Promise((resolve) => setImmediate(resolve));
      if (wasCounting) longestMs = Math.max(longestMs, performance.now() - before);
    }
  })();
  for (const [name, column] of Object.entries(summarisedColumns)) {
    const times: number[] = [];
    for (let count = 0; count < counts; count++) {
      // An edit makes the summary out of date.
      workbench.edit({ edits: [{ row: count * 7_919, column, text: String(count) }] });
      await new Promise((resolve) => setImmediate(resolve));
      const started = performance.now();
      isCounting = true;
      const summary = await workbench.columnSummary({ column });
      isCounting = false;
      times.push(performance.now() - started);
      // The next edit is no part of this turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (summary === null || summary.distinct < 5) throw new Error(`${name} was not counted`);
    }
    seen[name] = times;
  }
  isOver = true;
  await watch;
  const started = performance.now();
  const filter = { show: "all", where: [{ column: 7, holds: { from: 0, to: 500_000_000 } }] } as const;
  const { total } = workbench.window({ from: 0, count: 64, filter });
  const filterMs = performance.now() - started;
  if (total === 0) throw new Error("nothing was found");
  return { ...seen, longestMs, filterMs };
});
