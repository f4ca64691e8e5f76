import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Bench, Scale } from "../figure.ts";
import { measure } from "../measure.ts";
import { pageFigures } from "./page-figures.ts";
import type { VisitPaletteInput } from "./visit-palette.ts";

const sizes: Readonly<Record<Scale, Omit<VisitPaletteInput, "url" | "server">>> = {
  whole: {
    ...{ tenants: 20, portfoliosPerTenant: 10, uploadsPerPortfolio: 9, rounds: 60 },
    history: { uploads: 200, records: 100_000, largest: 20_000, auditEntries: 200 },
  },
  smallest: {
    ...{ tenants: 2, portfoliosPerTenant: 10, uploadsPerPortfolio: 2, rounds: 1 },
    history: { uploads: 20, records: 2_000, largest: 500, auditEntries: 20 },
  },
};
const bars = { median: { atMost: 100 }, p95: { atMost: 100 } } as const;

/** What the command palette finds, until the last byte. */
export const palette: Bench = {
  name: "palette",
  about:
    "The production portal over 200 portfolios of twenty tenants with 2,000 uploads, of which 200 have 100,000 debtors: from sending a signed-in " +
    "search of the command palette until its last byte, one at a time, by what is typed.",
  async measure(scale) {
    const stack = await startTestStack({ workers: 0 });
    try {
      const server = new URL(stack.sandboxUrl ?? "").host;
      const input: VisitPaletteInput = { url: stack.url, server, ...sizes[scale] };
      const script = new URL("tasks/visit-palette.ts", import.meta.url);
      return pageFigures("palette", await measure({ script, input, database: stack }, 1), bars);
    } finally {
      await stack.stop();
    }
  },
};
