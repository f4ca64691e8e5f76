import type { Baseline } from "../reach/baseline.ts";
import type { Site } from "../sites/site.ts";
import { playFiles } from "./play-files.ts";
import { type FileResult, type Played, playedOf, type SuiteName } from "./played.ts";
import { buildScratch, runPlaywright } from "./run-playwright.ts";
import { runTypes } from "./run-types.ts";
import { runVitest } from "./run-vitest.ts";

const limitMs = 3_600_000;
/** Starting a stack, and how often the unmutated time a mutant may take in a browser. */
const [startMs, patience] = [300_000, 5];

/** Plays what reaches a mutant, in a scratch whose sources have it. */
export async function playSuite(
  root: string,
  suite: SuiteName,
  { number, site }: { readonly number: number; readonly site: Site },
  baseline: Baseline | undefined,
): Promise<Played> {
  if (suite === "types") return site.file.endsWith(".sql") ? { verdict: "not reached" } : runTypes(root);
  if (suite === "architecture") return playArchitecture(root);
  if (baseline === undefined) throw new Error(`${suite} was not measured without a mutant`);
  const files = reaching(suite, baseline, number, site);
  if (suite === "unit") return playFiles(root, { project: "unit", workers: 1 }, files);
  if (suite === "integration") return playFiles(root, { project: "integration", workers: 2 }, files);
  return playBrowser(root, files);
}

/** The green test files that reach a mutant. */
function reaching(suite: SuiteName, { files, reached }: Baseline, number: number, site: Site): FileResult[] {
  const green = files.filter(({ failed }) => failed === undefined);
  const own = reached.get(number);
  // Marks tell nothing of what runs in the portal's process, whichever browser test asks it.
  if (suite === "e2e" && own === undefined) return green;
  // No mark tells of SQL, which all that have a database may reach.
  if (site.expression === undefined)
    return suite === "unit" ? green.filter(({ file }) => file.includes("/database/")) : green;
  // A process whose test file is unknown: any may have started it.
  return own?.includes("") ? green : green.filter(({ file }) => own?.includes(file));
}

export async function playArchitecture(root: string): Promise<Played> {
  return playedOf(await runVitest(root, { project: "architecture", isFirstEnough: true, limitMs }));
}

async function playBrowser(root: string, files: readonly FileResult[]): Promise<Played> {
  if (files.length === 0) return { verdict: "not reached" };
  const broken = await buildScratch(root);
  if (broken !== undefined) return { verdict: "killed", by: broken };
  const specs = files.map(({ file }) => file);
  const allowedMs = startMs + patience * files.reduce((sum, { ms }) => sum + ms, 0);
  return playedOf(await runPlaywright(root, { specs, isFirstEnough: true, limitMs: allowedMs }));
}
