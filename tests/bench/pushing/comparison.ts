import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { createTestDatabase, startTestServer } from "#tests/support/database/database.ts";
import type { Bench, Scale } from "../figure.ts";
import { type Measured, measure } from "../measure.ts";
import { median } from "../quantiles.ts";
import type { ComparedInput } from "./tasks/stage-compared.ts";

const sizes: Readonly<Record<Scale, { readonly debtors: number; readonly turns: number }>> = {
  whole: { debtors: 1_000_000, turns: 5 },
  smallest: { debtors: 1_000, turns: 1 },
};
/** Otherwise PostgreSQL cleans up after one run while the next is measured. */
const settings = ["autovacuum=off"];

/**
 * What comparing a load with the portfolio's snapshot adds to its staging. Whatever else the machine does only makes a
 * run longer, at times by more than the comparison does. So the ratio is that of the shortest runs: in a ratio of two
 * neighbours, one disturbed run decides. Turns begin with the one and with the other, since each run finds larger tables
 * than the run before; each begins with a database at rest, that is with the pages of the run before on disk and the
 * snapshot vacuumed as it is by the next morning.
 */
export const comparison: Bench = {
  name: "comparison",
  about:
    "A portfolio of 16 columns with 1,000,000 debtors staged against a snapshot of 1,000,000: in a hundred debtors two are new, one is gone, five have " +
    "another balance, two are as they were and all others are only a day older. From the first request to committed records, in a process of its own that has " +
    "just started, on a durable PostgreSQL; with the comparison and, the same file as an upload of no portfolio, without it, in turns that begin with the one and " +
    "the other. The ratio is the shortest time of the first to that of the second, of five each; the memory is what the peak of the first process lies above that " +
    "of the second, the median over the turns.",
  async measure(scale) {
    const { debtors, turns } = sizes[scale];
    const server = await startTestServer(settings);
    const folder = mkdtempSync(join(tmpdir(), "upload-portal-comparison-"));
    try {
      const { url } = await createTestDatabase(server.postgres.url("postgres"));
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const runOf = async (step: ComparedInput["step"]) => {
        const input = { folder, step } satisfies ComparedInput;
        const script = new URL("tasks/stage-compared.ts", import.meta.url);
        const measured = await measure({ script, input, database: url }, 1);
        await client.query("CHECKPOINT");
        return measured;
      };
      await runOf(debtors);
      await client.query("VACUUM ANALYZE");
      const runs: Record<"compared" | "plain", Measured[]> = { compared: [], plain: [] };
      for (let turn = 0; turn < turns; turn++)
        for (const step of turn % 2 === 0 ? (["compared", "plain"] as const) : (["plain", "compared"] as const))
          runs[step].push(await runOf(step));
      await client.end();
      const times = (step: keyof typeof runs) => runs[step].map(({ seen }) => seen.stagingMs ?? Number.NaN);
      const shortest = (step: keyof typeof runs) => ({ value: Math.min(...times(step)), repeated: times(step) });
      const ratios = times("compared").map((ms, turn) => ms / (times("plain")[turn] ?? Number.NaN));
      const peaks = runs.compared.map(({ peakMb }, turn) => peakMb - (runs.plain[turn]?.peakMb ?? Number.NaN));
      return [
        {
          name: "comparison/times-plain-staging",
          value: shortest("compared").value / shortest("plain").value,
          repeated: ratios,
          unit: "ratio",
          bar: { atMost: 1.25 },
        },
        { name: "comparison/more-memory", value: median(peaks), repeated: peaks, unit: "MB", bar: { atMost: 100 } },
        { name: "comparison/compared", ...shortest("compared"), unit: "ms", bar: null },
        { name: "comparison/plain", ...shortest("plain"), unit: "ms", bar: null },
      ];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
