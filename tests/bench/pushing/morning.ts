import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Bench, Scale } from "../figure.ts";
import { measure } from "../measure.ts";
import { pageFigures } from "./page-figures.ts";
import type { VisitMorningInput } from "./visit-morning.ts";

const sizes: Readonly<Record<Scale, Omit<VisitMorningInput, "url" | "server">>> = {
  whole: { tenants: 20, portfoliosPerTenant: 10, uploadsPerPortfolio: 10, rounds: 60 },
  smallest: { tenants: 2, portfoliosPerTenant: 10, uploadsPerPortfolio: 2, rounds: 1 },
};

/** Milliseconds, as for the pages of the history. */
const bars = { median: { atMost: 100 }, p95: { atMost: 200 } } as const;

/** Server time of the first page of the day, for somebody who works for all tenants. */
export const morning: Bench = {
  name: "morning",
  about:
    "The production portal over 200 portfolios of twenty tenants with 2,000 uploads: from sending a signed-in request for the morning page until " +
    "its last byte, one at a time, all portfolios on it.",
  async measure(scale) {
    const stack = await startTestStack({ workers: 0 });
    try {
      const server = new URL(stack.sandboxUrl ?? "").host;
      const input: VisitMorningInput = { url: stack.url, server, ...sizes[scale] };
      const script = new URL("tasks/visit-morning.ts", import.meta.url);
      return pageFigures("morning", await measure({ script, input, database: stack }, 1), bars);
    } finally {
      await stack.stop();
    }
  },
};
