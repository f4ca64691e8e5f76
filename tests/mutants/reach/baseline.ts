import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { Scratch } from "../scratch.ts";
import type { Site } from "../sites/site.ts";
import type { FileResult } from "../suites/played.ts";
import { buildScratch, runPlaywright } from "../suites/run-playwright.ts";
import { runVitest } from "../suites/run-vitest.ts";
import { type Mark, markSites, type Teller, tellConsole, tellProcess } from "./mark-sites.ts";
import { specsOfTraces } from "./specs-of-traces.ts";

const limitMs = 10_800_000;

/** A suite without mutants: how long its files take, and which of them reach which site. */
export interface Baseline {
  readonly files: readonly FileResult[];
  /** Test files by the number of the site. */
  readonly reached: ReadonlyMap<number, readonly string[]>;
}

const stored = z.object({
  key: z.string(),
  files: z.array(z.object({ file: z.string(), ms: z.number(), failed: z.string().exactOptional() })).readonly(),
  reached: z.array(z.tuple([z.number(), z.array(z.string()).readonly()])),
});

export interface Numbered {
  readonly number: number;
  readonly site: Site;
}

/** Only the test files with this in their path. */
export type Filter = string | undefined;

/**
 * Plays a suite with marks at the sites. Kept in a file, because it takes as long as the suite; `key` says what it
 * depends on.
 */
export async function baselineOf(
  file: string,
  key: string,
  measure: (reachedFile: string) => Promise<Baseline>,
): Promise<Baseline> {
  if (existsSync(file)) {
    const known = stored.parse(JSON.parse(readFileSync(file, "utf8")));
    if (known.key === key) return { files: known.files, reached: new Map(known.reached) };
  }
  mkdirSync(dirname(file), { recursive: true });
  const reachedFile = `${file}.reached`;
  rmSync(reachedFile, { force: true });
  const { files, reached } = await measure(reachedFile);
  writeFileSync(file, JSON.stringify({ key, files, reached: [...reached] } satisfies z.infer<typeof stored>));
  return { files, reached };
}

export async function measureVitest(
  scratch: Scratch,
  project: "unit" | "integration",
  sites: readonly Numbered[],
  filter: Filter,
  reachedFile: string,
): Promise<Baseline> {
  const mark = join(scratch.root, "tests/mutants/play/mark-reached.ts");
  const { files, failure } = await scratch.with(markedSources(scratch, sites, tellProcess), () =>
    runVitest(scratch.root, {
      project,
      ...(filter === undefined ? {} : { files: [filter] }),
      isFirstEnough: false,
      env: { REACHED_FILE: reachedFile, NODE_OPTIONS: `--import=${mark}` },
      limitMs,
    }),
  );
  if (files.length === 0 && filter === undefined) throw new Error(`${project}: ${failure ?? "no tests"}`);
  return { files, reached: readReached(reachedFile) };
}

export async function measurePlaywright(
  scratch: Scratch,
  sites: readonly Numbered[],
  filter: Filter,
  reachedFile: string,
): Promise<Baseline> {
  return scratch.with(markedSources(scratch, sites, tellConsole), async () => {
    const failure = await buildScratch(scratch.root);
    if (failure !== undefined) throw new Error(failure);
    const specs = filter === undefined ? {} : { specs: [filter] };
    const run = await runPlaywright(scratch.root, {
      ...specs,
      isFirstEnough: false,
      env: { REACHED_FILE: reachedFile },
      limitMs,
    });
    if (run.files.length === 0) throw new Error(`e2e: ${run.failure ?? "no tests"}`);
    return { files: run.files, reached: await specsOfTraces(scratch.root) };
  });
}

function markedSources(scratch: Scratch, sites: readonly Numbered[], tell: Teller): Map<string, string> {
  const byFile = Map.groupBy(sites, ({ site }) => site.file);
  return new Map(
    [...byFile].flatMap(([file, own]) => {
      const marks = own.flatMap(({ number, site }): Mark[] =>
        site.expression === undefined ? [] : [{ number, ...site.expression }],
      );
      return marks.length === 0 ? [] : [[file, markSites(scratch.read(file), marks, tell)] as const];
    }),
  );
}

function readReached(file: string): Map<number, string[]> {
  if (!existsSync(file)) return new Map();
  const pairs = readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split("\t"));
  const byNumber = Map.groupBy(pairs, ([number]) => Number(number));
  return new Map([...byNumber].map(([number, own]) => [number, [...new Set(own.map(([, test = ""]) => test))].sort()]));
}
