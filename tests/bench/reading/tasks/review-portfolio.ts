import { runTask } from "../../task.ts";
import { reviewedPortfolio } from "../reviewed-portfolio.ts";

/** Everything from the file to its review. */
await runTask(async ({ path }: { path: string }) => {
  const { report, summary, openMs } = await reviewedPortfolio(path);
  const { rows, debtors } = summary.totals.file;
  return { rows, debtors, columnsProposed: report.columns.filter((column) => column.proposal !== null).length, openMs };
});
