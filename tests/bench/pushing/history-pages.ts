import { startTestStack } from "#tests/support/runs/processes.ts";
import type { Bench, Scale } from "../figure.ts";
import { measure } from "../measure.ts";
import { pageFigures } from "./page-figures.ts";
import type { VisitInput } from "./visit-history.ts";

/** The pages need that many uploads, so that each has its lines. */
const sizes: Readonly<Record<Scale, Pick<VisitInput, "size" | "rounds">>> = {
  whole: { size: { uploads: 2_000, records: 5_000_000, largest: 100_000, auditEntries: 50_000 }, rounds: 40 },
  smallest: { size: { uploads: 2_000, records: 40_000, largest: 10_000, auditEntries: 2_000 }, rounds: 1 },
};

/**
 * Milliseconds: the median still feels instant to somebody who clicks from page to page, the 95th percentile
 * does not feel like waiting.
 */
const bars = { median: { atMost: 100 }, p95: { atMost: 200 } } as const;

/** Server time of the pages over a database as large as after years of use. */
export const historyPages: Bench = {
  name: "history-pages",
  about:
    "The production portal over 2,000 uploads of five tenants with 5,000,000 records, 65,000 calls and 50,000 audit entries: from sending a " +
    "signed-in request until its last byte, one at a time, the pages in turns and another place of them each time; the progress endpoint " +
    "until its first event. The pages of one upload are those of one with 100,000 debtors, a quarter of them in each group.",
  async measure(scale) {
    const stack = await startTestStack({ workers: 0 });
    try {
      const admin = stack.people.find(({ role }) => role === "admin");
      if (admin === undefined) throw new Error("the seed made no admin");
      const input: VisitInput = {
        url: stack.url,
        admin,
        server: new URL(stack.sandboxUrl ?? "").host,
        ...sizes[scale],
      };
      const script = new URL("tasks/visit-history.ts", import.meta.url);
      const measured = await measure({ script, input, database: stack }, 1);
      return pageFigures("history-pages", measured, bars);
    } finally {
      await stack.stop();
    }
  },
};
