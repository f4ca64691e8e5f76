import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Bench, Figure } from "../figure.ts";
import { measure } from "../measure.ts";
import type { VisitMorningInput } from "./visit-morning.ts";

const size = { tenants: 20, portfoliosPerTenant: 10, uploadsPerPortfolio: 10 };
const rounds = 60;

/** Milliseconds, as for the pages of the history. */
const bars: Readonly<Record<string, Figure["bar"]>> = {
  "page/median": { atMost: 100 },
  "page/p95": { atMost: 200 },
};

/** Server time of the first page of the day, for somebody who works for all tenants. */
export const morning: Bench = {
  name: "morning",
  about:
    "The production portal over 200 portfolios of twenty tenants with 2,000 uploads: from sending a signed-in request for the morning page until " +
    "its last byte, one at a time, all portfolios on it.",
  async measure() {
    const stack = await startTestStack({ workers: 0 });
    try {
      const server = new URL(stack.sandboxUrl ?? "").host;
      const input: VisitMorningInput = {
        env: { ...stack.env, DATABASE_OWNER_URL: stack.ownerUrl },
        url: stack.url,
        server,
        ...size,
        rounds,
      };
      const { seen } = await measure({ script: new URL("tasks/visit-morning.ts", import.meta.url), input }, 1);
      return Object.entries(seen).map(([name, value]): Figure => {
        const unit = name.startsWith("filled-") ? "count" : "ms";
        return { name: `morning/${name}`, value, unit, bar: bars[name] ?? null };
      });
    } finally {
      await stack.stop();
    }
  },
};
