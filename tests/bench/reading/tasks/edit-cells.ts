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
  const editMs: number[] = [];
  for (let index = 0; index < edits; index++) {
    const [column, text] = changes[index % changes.length] ?? [1, ""];
    // The step has no common factor with the number of rows, so the edits are spread over the file.
    const row = (index * 7_919_317) % rows;
    const started = performance.now();
    workbench.edit({ edits: [{ row, column, text }] });
    editMs.push(performance.now() - started);
  }
  return { editMs };
});
