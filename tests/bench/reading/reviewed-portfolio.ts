import { openAsBlob } from "node:fs";
import type { ReadingReport } from "#lib/spreadsheet/protocol/reading.ts";
import type { ReviewSummary } from "#lib/spreadsheet/protocol/review.ts";
import { Workbench } from "#lib/spreadsheet/workbench/workbench.ts";
import { portfolioContext } from "./portfolio-context.ts";

export interface ReviewedPortfolio {
  readonly workbench: Workbench;
  readonly report: ReadingReport;
  readonly summary: ReviewSummary;
  /** Milliseconds until the page could show the columns. */
  readonly openMs: number;
}

/** Opens a portfolio and applies its mapping, as the page asks the worker to. */
export async function reviewedPortfolio(path: string): Promise<ReviewedPortfolio> {
  const workbench = new Workbench();
  const file = new File([await openAsBlob(path)], "cartera.csv");
  const started = performance.now();
  const report = await workbench.open({ file, settings: {}, fields: portfolioContext.fields });
  const openMs = performance.now() - started;
  return { workbench, report, summary: workbench.apply({ context: portfolioContext }), openMs };
}
