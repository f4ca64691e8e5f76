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
import { playArchitecture, playSuite } from "./suites/play-suite.ts";
import { type Played, type SuiteName, suiteNames } from "./suites/played.ts";
import { runTypes } from "./suites/run-types.ts";

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
  /** Only this one is played, though all are measured. */
  readonly only: number | undefined;
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

/** Plays every mutant in every suite that the ledger does not have yet; in a browser only those that survived the others. */
export async function playMutants(order: Order): Promise<void> {
  const { ledger, tests, suites, say } = order;
  const wanted = order.mutants.filter(({ number }) => order.only === undefined || number === order.only);
  const isOpen = (mutant: Mutant, suite: SuiteName) =>
    ledger.find({ number: mutant.number, site: mutant.name, tests, suite }) === undefined;
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
  const open = wanted.filter(
    (mutant) => early.some((suite) => isOpen(mutant, suite)) && !isDecided(ledger, mutant, tests),
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
            flipping(scratch, site, () => playSuite(scratch.root, suite, { number, site }, baselines.get(suite))),
          );
        }
      }
    };
    await Promise.all(scratches.map(playNext));
  }

  // Measured with all survivors, whichever are played already: an interrupted run finds its baseline again.
  const survivors = order.mutants.filter((mutant) =>
    killersOf(ledger, mutant, tests).every((suite) => suite === "e2e"),
  );
  const late = suites.includes("e2e")
    ? survivors.filter((mutant) => wanted.includes(mutant) && isOpen(mutant, "e2e"))
    : [];
  if (late.length > 0) {
    const scratch = await scratchAt(0);
    const measure = (file: string) => measurePlaywright(scratch, numbered(survivors), order.filter, file);
    const baseline = await baselineFor(order, "e2e", measure, survivors);
    for (const mutant of late)
      await note(mutant, "e2e", (site) =>
        flipping(scratch, site, () => playSuite(scratch.root, "e2e", { number: mutant.number, site }, baseline)),
      );
  }
  for (const scratch of scratches) scratch.remove();
}

/** One that does not compile is no mutant, and of one that two suites kill it is known that neither does it alone. */
function isDecided(ledger: Ledger, mutant: Mutant, tests: Entry["tests"]): boolean {
  const killers = killersOf(ledger, mutant, tests);
  return killers.length > 1 || killers.includes("types");
}

export const killersOf = (ledger: Ledger, { number, name }: Mutant, tests: Entry["tests"]): SuiteName[] =>
  suiteNames.filter((suite) => ledger.find({ number, site: name, tests, suite })?.verdict === "killed");

const flipping = <T>(scratch: Scratch, site: Site, work: () => Promise<T>): Promise<T> =>
  scratch.with(new Map([[site.file, flipped(scratch.read(site.file), site)]]), work);

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
