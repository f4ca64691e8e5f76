import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Entry, Ledger } from "./ledger.ts";
import { prepareScratch } from "./prepare-scratch.ts";
import {
  type Baseline,
  baselineOf,
  type Filter,
  measurePlaywright,
  measureVitest,
  type Numbered,
} from "./reach/baseline.ts";
import { commitOf, Scratch } from "./scratch.ts";
import { flipped, nameOf, type Site } from "./sites/site.ts";
import { playFiles } from "./suites/play-files.ts";
import type { FileResult, Played, SuiteName } from "./suites/played.ts";
import { buildScratch, runPlaywright } from "./suites/run-playwright.ts";
import { runTypes } from "./suites/run-types.ts";
import { runVitest } from "./suites/run-vitest.ts";

/** A mutant, and its place in the sources that are played; undefined where these have no such place. */
export interface Mutant {
  readonly number: number;
  /** As it is called in the ledger: its place in the checkout. */
  readonly name: string;
  readonly site: Site | undefined;
}

export interface Order {
  readonly tests: Entry["tests"];
  /** The checkout whose commit is played. */
  readonly origin: string;
  readonly mutants: readonly Mutant[];
  readonly suites: readonly SuiteName[];
  readonly filter: Filter;
  readonly jobs: number;
  /** For baselines. */
  readonly folder: string;
  /** Where the scratches are; each ends with its number. */
  readonly scratches: string;
  readonly ledger: Ledger;
  readonly say: (text: string) => void;
}

const limitMs = 3_600_000;

/** Plays every mutant in every suite that the ledger does not have yet; in a browser only those that survived the others. */
export async function playMutants(order: Order): Promise<void> {
  const { ledger, tests, mutants, suites, say } = order;
  const isOpen = (mutant: Mutant, suite: SuiteName) =>
    ledger.find({ number: mutant.number, site: mutant.name, tests, suite }) === undefined;
  const isKilled = ({ number, name }: Mutant) =>
    ledger.entries.some(
      (one) => one.number === number && one.site === name && one.tests === tests && one.verdict === "killed",
    );
  const note = async (mutant: Mutant, suite: SuiteName, play: (site: Site) => Promise<Played>) => {
    const started = performance.now();
    const played = mutant.site === undefined ? ({ verdict: "not there" } as const) : await play(mutant.site);
    const seconds = Math.round((performance.now() - started) / 100) / 10;
    ledger.add({ number: mutant.number, site: mutant.name, tests, suite, ...played, seconds });
    say(
      `${mutant.number} ${mutant.name} ${suite}: ${played.verdict} ${"by" in played ? played.by : ""} (${seconds} s)`,
    );
  };

  const early = suites.filter((suite) => suite !== "e2e");
  const open = mutants.filter(
    (mutant) => early.some((suite) => isOpen(mutant, suite)) && !isStillborn(ledger, mutant, tests),
  );
  const scratches: Scratch[] = [];
  const scratchAt = async (place: number): Promise<Scratch> => {
    const known = scratches[place];
    if (known !== undefined) return known;
    const scratch = Scratch.open(`${order.scratches}-${place}`, order.origin);
    scratches[place] = scratch;
    await prepareScratch(scratch.root);
    return scratch;
  };

  if (open.length > 0) {
    const baselines = await measureAll(order, await scratchAt(0), early);
    for (let job = 1; job < Math.min(order.jobs, open.length); job++) await scratchAt(job);
    const left = [...open];
    const playNext = async (scratch: Scratch): Promise<void> => {
      for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
        for (const suite of early) {
          if (!isOpen(mutant, suite) || isDecided(ledger, mutant, tests)) continue;
          const { number } = mutant;
          await note(mutant, suite, (site) =>
            scratch.with(new Map([[site.file, flipped(scratch.read(site.file), site)]]), () =>
              playSuite(scratch.root, suite, site, reaching(baselines.get(suite), number, site, suite), order.filter),
            ),
          );
        }
      }
    };
    await Promise.all(scratches.map(playNext));
  }

  const late = mutants.filter((mutant) => suites.includes("e2e") && isOpen(mutant, "e2e") && !isKilled(mutant));
  if (late.length > 0) {
    const scratch = await scratchAt(0);
    const baseline = await baselineFor(
      order,
      "e2e",
      (file) => measurePlaywright(scratch, numbered(late), order.filter, file),
      late,
    );
    for (const mutant of late)
      await note(mutant, "e2e", (site) =>
        scratch.with(new Map([[site.file, flipped(scratch.read(site.file), site)]]), () =>
          playBrowser(scratch.root, site, baseline, mutant.number),
        ),
      );
  }
  for (const scratch of scratches) scratch.remove();
}

/** One that does not compile is no mutant, and of one that two suites kill it is known that neither does it alone. */
function isDecided(ledger: Ledger, { number, name }: Mutant, tests: Entry["tests"]): boolean {
  const killed = ledger.entries.filter(
    (one) => one.number === number && one.site === name && one.tests === tests && one.verdict === "killed",
  );
  return killed.length > 1 || killed.some(({ suite }) => suite === "types");
}

const numbered = (mutants: readonly Mutant[]): Numbered[] =>
  mutants.flatMap(({ number, site }) => (site === undefined ? [] : [{ number, site }]));

async function measureAll(
  order: Order,
  scratch: Scratch,
  suites: readonly SuiteName[],
): Promise<ReadonlyMap<SuiteName, Baseline>> {
  const baselines = new Map<SuiteName, Baseline>();
  for (const suite of suites) {
    if (suite === "types") await refuseRed("types", await runTypes(scratch.root));
    if (suite === "architecture") await refuseRed("architecture", await playArchitecture(scratch.root));
    if (suite === "unit" || suite === "integration") {
      const measure = (file: string) => measureVitest(scratch, suite, numbered(order.mutants), order.filter, file);
      baselines.set(suite, await baselineFor(order, suite, measure, order.mutants));
    }
  }
  return baselines;
}

async function baselineFor(
  { origin, tests, filter, folder, say }: Order,
  suite: SuiteName,
  measure: (file: string) => Promise<Baseline>,
  mutants: readonly Mutant[],
): Promise<Baseline> {
  const about = [
    commitOf(origin),
    filter,
    mutants.map(({ number, site }) => [number, site && nameOf(site), site?.start]),
  ];
  const key = createHash("sha256").update(JSON.stringify(about)).digest("hex");
  say(`${suite} without a mutant, to see what reaches which`);
  const baseline = await baselineOf(join(folder, `${tests}-${suite}.json`), key, measure);
  for (const { file, failed } of baseline.files)
    if (failed !== undefined) say(`red without a mutant, left out: ${file}: ${failed}`);
  return baseline;
}

function refuseRed(suite: string, { verdict, by }: Played): void {
  if (verdict === "killed") throw new Error(`${suite} is red without a mutant: ${by}`);
}

/** The green test files that reach a mutant. No mark tells of SQL, which all that have a database may reach. */
function reaching(
  baseline: Baseline | undefined,
  number: number,
  { expression }: Site,
  suite: SuiteName,
): FileResult[] {
  if (baseline === undefined) return [];
  const green = baseline.files.filter(({ failed }) => failed === undefined);
  if (expression === undefined)
    return suite === "integration" ? green : green.filter(({ file }) => file.includes("/database/"));
  const reached = baseline.reached.get(number) ?? [];
  // A process whose test file is unknown: any may have started it.
  return reached.includes("") ? green : green.filter(({ file }) => reached.includes(file));
}

async function playSuite(
  root: string,
  suite: SuiteName,
  { file }: Site,
  files: readonly FileResult[],
  filter: Filter,
): Promise<Played> {
  if (suite === "types") return file.endsWith(".sql") ? { verdict: "not reached" } : runTypes(root);
  if (suite === "architecture") return playArchitecture(root);
  if (suite === "unit") return playFiles(root, { project: "unit", workers: 1 }, files);
  if (suite === "integration") return playFiles(root, { project: "integration", workers: 2 }, files);
  throw new Error(`${suite} with ${filter}`);
}

async function playArchitecture(root: string): Promise<Played> {
  const { files, failure } = await runVitest(root, { project: "architecture", isFirstEnough: true, limitMs });
  const failed = files.find((one) => one.failed !== undefined);
  if (failed !== undefined) return { verdict: "killed", by: `${failed.file}: ${failed.failed}` };
  return failure === undefined ? { verdict: "survived" } : { verdict: "killed", by: failure };
}

/** The specs whose pages reach it; all, where none does: it may run on the server. */
async function playBrowser(root: string, _: Site, baseline: Baseline, number: number): Promise<Played> {
  const green = baseline.files.filter(({ failed }) => failed === undefined);
  const reached = baseline.reached.get(number);
  const files = (reached === undefined ? green : green.filter(({ file }) => reached.includes(file))).toSorted(
    (a, b) => a.ms - b.ms,
  );
  const broken = await buildScratch(root);
  if (broken !== undefined) return { verdict: "killed", by: broken };
  const specs = files.map(({ file }) => file);
  const allowedMs = 300_000 + 5 * files.reduce((sum, { ms }) => sum + ms, 0);
  const run = await runPlaywright(root, { specs, isFirstEnough: true, limitMs: allowedMs });
  const failed = run.files.find((one) => one.failed !== undefined);
  if (failed !== undefined) return { verdict: "killed", by: `${failed.file}: ${failed.failed}` };
  return run.failure === undefined ? { verdict: "survived" } : { verdict: "killed", by: run.failure };
}
