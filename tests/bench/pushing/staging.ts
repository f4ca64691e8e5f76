import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Stack, startStack } from "#lib/up/stack.ts";
import { withoutDatabase } from "#tests/support/runs/processes.ts";
import { type Bench, type Figure, middleOf, type Scale } from "../figure.ts";
import { measureInTurns } from "../measure.ts";

/**
 * The larger size runs first: a portal that has been up for a morning has staged before and V8 has compiled
 * its code. A portal that was just started takes longer.
 */
const sizes: Readonly<Record<Scale, { readonly rows: readonly number[]; readonly turns: number }>> = {
  whole: { rows: [100_000, 20_000], turns: 5 },
  smallest: { rows: [1_000], turns: 1 },
};

/** Rows per second from the first HTTP request to committed records, against a bare COPY. */
export const staging: Bench = {
  name: "staging",
  about:
    "A portfolio of 16 columns, each debtor on two or three rows scattered over the file, staged by a signed-in supervisor over HTTP at " +
    "the portal as `npm run up` starts it (production build, embedded PostgreSQL with its own settings, a worker that has nothing to " +
    "do): the request that begins the upload, the gzip chunks three at a time as the page sends them, and the request that ends it, to " +
    "the answer that everything is committed. Packing the chunks is the browser's and not in it; the debtor and the portal share the " +
    "machine. Against one COPY of the same cells into a plain table of text columns of the same database, from memory to its commit, " +
    "in turns. The portal has staged before: the large size is measured first. The ratio is the time of the first to that of the second.",
  async measure(scale) {
    const { rows, turns } = sizes[scale];
    const stack = await startPortal();
    try {
      const figures: Figure[] = [];
      for (const size of rows) figures.push(...(await measureSize(stack, size, turns)));
      return figures;
    } finally {
      await stack.stop();
    }
  },
};

/** Starts the portal as `npm run up` does, on free ports and with its own durable database. */
function startPortal(): Promise<Stack> {
  return startStack({
    dataFolder: mkdtempSync(join(tmpdir(), "portal-bench-")),
    given: withoutDatabase(process.env),
    port: 0,
    isThrowaway: true,
    isDemo: false,
    workers: 1,
    progress: { say: (line) => console.error(line), step: (_, work) => work() },
  });
}

async function measureSize(stack: Stack, rows: number, turns: number): Promise<Figure[]> {
  const of = { input: { portalUrl: stack.url, rows }, database: stack };
  const stagings: Staging[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const { staged, copied } = await measureInTurns(
      {
        staged: { script: new URL("tasks/stage-portfolio.ts", import.meta.url), ...of },
        copied: { script: new URL("tasks/copy-cells.ts", import.meta.url), ...of },
      },
      1,
    );
    const { receivingMs = Number.NaN, finishingMs = Number.NaN } = staged.seen;
    stagings.push({ receivingMs, finishingMs, copyMs: copied.seen.copyMs ?? Number.NaN });
  }
  return figuresOf(rows, stagings);
}

interface Staging {
  readonly receivingMs: number;
  readonly finishingMs: number;
  readonly copyMs: number;
}

function figuresOf(rows: number, stagings: readonly Staging[]): Figure[] {
  const middle = (of: (staging: Staging) => number) => middleOf(stagings.map(of));
  const name = `staging/${rows / 1_000}k`;
  const wholeMs = ({ receivingMs, finishingMs }: Staging) => receivingMs + finishingMs;
  return [
    // Ratio within each turn: whatever slows the machine for a while slows both.
    {
      name: `${name}-to-bare-copy`,
      ...middle((staging) => wholeMs(staging) / staging.copyMs),
      unit: "ratio",
      bar: { atMost: 6 },
    },
    {
      name: `${name}-rows-per-second`,
      ...middle((staging) => Math.round(rows / (wholeMs(staging) / 1_000))),
      unit: "count",
      bar: null,
    },
    { name: `${name}-receiving`, ...middle((staging) => staging.receivingMs), unit: "ms", bar: null },
    { name: `${name}-finishing`, ...middle((staging) => staging.finishingMs), unit: "ms", bar: null },
    { name: `${name}-bare-copy`, ...middle((staging) => staging.copyMs), unit: "ms", bar: null },
  ];
}
