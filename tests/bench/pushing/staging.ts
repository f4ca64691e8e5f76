import { createTestDatabase, startTestServer } from "#tests/support/database.ts";
import type { Bench, Figure } from "../figure.ts";
import { measureInTurns, median } from "../measure.ts";

const sizes = [20_000, 100_000];
const turns = 5;

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
    const input = { databaseUrl: url, rows };
    const stagings: Staging[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const { staged, copied } = await measureInTurns(
        {
          staged: { script: new URL("tasks/stage-portfolio.ts", import.meta.url), input },
          copied: { script: new URL("tasks/copy-cells.ts", import.meta.url), input },
        },
        1,
      );
      const { receivingMs = Number.NaN, finishingMs = Number.NaN } = staged.seen;
      stagings.push({ receivingMs, finishingMs, copyMs: copied.seen.copyMs ?? Number.NaN });
    }
    return figuresOf(rows, stagings);
  } finally {
    await drop();
  }
}

interface Staging {
  readonly receivingMs: number;
  readonly finishingMs: number;
  readonly copyMs: number;
}

function figuresOf(rows: number, stagings: readonly Staging[]): Figure[] {
  const middle = (of: (staging: Staging) => number) => median(stagings.map(of));
  const name = `staging/${rows / 1_000}k`;
  const wholeMs = ({ receivingMs, finishingMs }: Staging) => receivingMs + finishingMs;
  return [
    // Of each turn by itself: what slows the machine for a while slows both.
    {
      name: `${name}-to-bare-copy`,
      value: middle((staging) => wholeMs(staging) / staging.copyMs),
      unit: "ratio",
      bar: { atMost: 6 },
    },
    {
      name: `${name}-rows-per-second`,
      value: Math.round(rows / (middle(wholeMs) / 1_000)),
      unit: "count",
      bar: null,
    },
    { name: `${name}-receiving`, value: middle((staging) => staging.receivingMs), unit: "ms", bar: null },
    { name: `${name}-finishing`, value: middle((staging) => staging.finishingMs), unit: "ms", bar: null },
    { name: `${name}-bare-copy`, value: middle((staging) => staging.copyMs), unit: "ms", bar: null },
  ];
}
