import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Bench, Figure } from "../figure.ts";
import { measure } from "../measure.ts";
import type { VisitPaletteInput } from "./visit-palette.ts";

const size = {
  ...{ tenants: 20, portfoliosPerTenant: 10, uploadsPerPortfolio: 9 },
  history: { uploads: 200, records: 100_000, largest: 20_000, auditEntries: 200 },
};
const rounds = 60;

/** What the command palette finds, until the last byte. */
export const palette: Bench = {
  name: "palette",
  about:
    "The production portal over 200 portfolios of twenty tenants with 2,000 uploads, of which 200 have 100,000 debtors: from sending a signed-in " +
    "search of the command palette until its last byte, one at a time, by what is typed.",
  async measure() {
    const stack = await startTestStack({ workers: 0 });
    try {
      const server = new URL(stack.sandboxUrl ?? "").host;
      const input: VisitPaletteInput = {
        env: { ...stack.env, DATABASE_OWNER_URL: stack.ownerUrl },
        url: stack.url,
        server,
        ...size,
        rounds,
      };
      const { seen } = await measure({ script: new URL("tasks/visit-palette.ts", import.meta.url), input }, 1);
      return Object.entries(seen).map(([name, value]): Figure => {
        const isTime = !name.startsWith("filled-");
        return {
          name: `palette/${name}`,
          value,
          unit: isTime ? "ms" : "count",
          bar: isTime ? { atMost: 100 } : null,
        };
      });
    } finally {
      await stack.stop();
    }
  },
};
