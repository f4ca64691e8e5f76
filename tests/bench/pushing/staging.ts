import { createTestDatabase, startTestServer } from "#tests/support/database.ts";
import type { Bench, Figure } from "../figure.ts";
import { measure } from "../measure.ts";
import type { StageInput } from "./tasks/stage-portfolio.ts";

const sizes = [20_000, 100_000];

/** Rows a second from the first request to committed records, against a bare COPY. */
export const staging: Bench = {
  name: "staging",
  about:
    "A portfolio of 16 columns, each client on two or three rows scattered over the file, staged through the use cases behind the routes " +
    "(real gzip chunks, three at a time as the page sends them), against one COPY of the same cells into a plain table of text columns " +
    "on the same durable database, in turns. The ratio is the time per committed row of the first to that of the second.",
  async measure() {
    // Without settings of its own the server keeps what it commits.
    const server = await startTestServer([]);
    const figures: Figure[] = [];
    try {
      for (const rows of sizes) figures.push(...(await measureSize(server.postgres.url("postgres"), rows)));
    } finally {
      await server.stop();
    }
    return figures;
  },
};

async function measureSize(serverUrl: string, rows: number): Promise<Figure[]> {
  const { url, drop } = await createTestDatabase(serverUrl);
  try {
    const input: StageInput = { databaseUrl: url, rows, runs: 5 };
    const { seen } = await measure({ script: new URL("tasks/stage-portfolio.ts", import.meta.url), input }, 1);
    const { ratio = 0, stagingMs = 0, receivingMs = 0, finishingMs = 0, copyMs = 0 } = seen;
    const name = `staging/${rows / 1_000}k`;
    return [
      { name: `${name}-to-bare-copy`, value: ratio, unit: "ratio", bar: { atMost: 6 } },
      { name: `${name}-rows-per-second`, value: Math.round(rows / (stagingMs / 1_000)), unit: "count", bar: null },
      { name: `${name}-receiving`, value: receivingMs, unit: "ms", bar: null },
      { name: `${name}-finishing`, value: finishingMs, unit: "ms", bar: null },
      { name: `${name}-bare-copy`, value: copyMs, unit: "ms", bar: null },
    ];
  } finally {
    await drop();
  }
}
