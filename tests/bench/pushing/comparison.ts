import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase, startTestServer } from "#tests/support/database/database.ts";
import type { Bench } from "../figure.ts";
import { type Measured, measure, measureInTurns, median } from "../measure.ts";
import type { ComparedInput } from "./tasks/stage-compared.ts";

const debtors = 1_000_000;
const turns = 3;

/** What comparing a load with the portfolio's snapshot adds to its staging. */
export const comparison: Bench = {
  name: "comparison",
  about:
    "A portfolio of 16 columns with 1,000,000 debtors staged against a snapshot of 1,000,000: in a hundred debtors two are new, one is gone, five have " +
    "another balance, two are as they were and all others are only a day older. From the first request to committed records, in a process of its own that has " +
    "just started, on a durable PostgreSQL; with the comparison and, the same file as an upload of no portfolio, without it, in turns. The ratio is " +
    "the median over the turns of the first time to the second; the memory is what the peak of the first process lies above that of the second.",
  async measure() {
    const server = await startTestServer([]);
    const folder = mkdtempSync(join(tmpdir(), "upload-portal-comparison-"));
    try {
      const { url } = await createTestDatabase(server.postgres.url("postgres"));
      const task = (step: ComparedInput["step"]) => ({
        script: new URL("tasks/stage-compared.ts", import.meta.url),
        input: { databaseUrl: url, folder, step } satisfies ComparedInput,
        limitMs: 1_800_000,
      });
      await measure(task(debtors), 1);
      const pairs: { readonly compared: Measured; readonly plain: Measured }[] = [];
      for (let turn = 0; turn < turns; turn++)
        pairs.push(await measureInTurns({ compared: task("compared"), plain: task("plain") }, 1));
      const middle = (of: (pair: (typeof pairs)[number]) => number) => median(pairs.map(of));
      const ms = ({ seen }: Measured) => seen.stagingMs ?? Number.NaN;
      return [
        {
          name: "comparison/times-plain-staging",
          value: middle(({ compared, plain }) => ms(compared) / ms(plain)),
          unit: "ratio",
          bar: { atMost: 1.25 },
        },
        {
          name: "comparison/more-memory",
          value: middle(({ compared, plain }) => compared.peakMb - plain.peakMb),
          unit: "MB",
          bar: { atMost: 100 },
        },
        { name: "comparison/compared", value: middle(({ compared }) => ms(compared)), unit: "ms", bar: null },
        { name: "comparison/plain", value: middle(({ plain }) => ms(plain)), unit: "ms", bar: null },
      ];
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true });
    }
  },
};
