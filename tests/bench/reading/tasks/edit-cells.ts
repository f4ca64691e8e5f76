import { median } from "../../measure.ts";
import { runTask } from "../../task.ts";
import { reviewedPortfolio } from "../reviewed-portfolio.ts";

/** Column and new text: an identification, a name, an e-mail, a balance, a wrong balance. */
const changes: readonly (readonly [number, string])[] = [
  [0, "52123456"],
  [1, "Nombre Corregido"],
  [2, "corregido@correo.co"],
  [7, "1.234,56"],
  [7, "mucho"],
];

await runTask(async ({ path, edits }: { path: string; edits: number }) => {
  const { workbench, summary } = await reviewedPortfolio(path);
  const { rows } = summary.totals.file;
  const times: number[] = [];
  for (let index = 0; index < edits; index++) {
    const [column, text] = changes[index % changes.length] ?? [1, ""];
    // The step has no common factor with the number of rows, so the edits are spread over the file.
    const row = (index * 7_919_317) % rows;
    const started = performance.now();
    workbench.edit({ edits: [{ row, column, text }] });
    times.push(performance.now() - started);
  }
  const sorted = times.toSorted((a, b) => a - b);
  return { medianMs: median(times), p95Ms: sorted[Math.floor(edits * 0.95)] ?? 0, slowestMs: sorted.at(-1) ?? 0 };
});
