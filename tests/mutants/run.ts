import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { Ledger } from "./ledger.ts";
import { mutantsTable } from "./mutants-table.ts";
import { killersOf, type Mutant, playMutants } from "./play-mutants.ts";
import { killRunning } from "./run-limited.ts";
import { hasUncommitted } from "./scratch.ts";
import { areaSites, areas, sitesOf } from "./sites/all-sites.ts";
import { chooseSites } from "./sites/choose-sites.ts";
import { nameOf, type Site, sameSite } from "./sites/site.ts";
import { suiteNames } from "./suites/played.ts";

// `npm run mutants -- --seed 5 --count 40` flips one place of the sources after the other and plays the tests that
// reach it, in checkouts of their own of the last commit. `--against DIR` plays those that survive against the tests
// and sources of the commit in DIR. An interrupted run goes on where it was. `--only N` plays one, `--sources PART`
// and `--tests PART` leave out whatever has not this in its path, `--list` only shows the mutants.
const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    count: { type: "string", default: "40" },
    suite: { type: "string", default: suiteNames.join(",") },
    against: { type: "string" },
    only: { type: "string" },
    sources: { type: "string", default: "" },
    tests: { type: "string" },
    jobs: { type: "string", default: String(Math.min(2, availableParallelism())) },
    list: { type: "boolean", default: false },
  },
});
const [seed, count, jobs] = [Number(values.seed), Number(values.count), Number(values.jobs)];
const asked = values.suite.split(",");
const suites = suiteNames.filter((name) => asked.includes(name));
if (![seed, count, jobs].every((one) => Number.isSafeInteger(one) && one > 0) || suites.length !== asked.length) {
  console.error(
    `Usage: npm run mutants -- [--seed N] [--count N] [--suite ${suiteNames.join(",")}] [--against DIR] [--only N] [--sources PART] [--tests PART] [--jobs N] [--list]`,
  );
  process.exit(2);
}

const root = join(import.meta.dirname, "../..");
for (const origin of [root, values.against ?? root])
  if (hasUncommitted(origin, ["lib", "components", "prisma"])) {
    console.error(`Only what is committed can be played: commit or stash what has changed in ${origin}.`);
    process.exit(2);
  }
const found = areas.map((area) => areaSites(root, area).filter(({ file }) => file.includes(values.sources)));
const only = values.only === undefined ? undefined : Number(values.only);
const mutants = chooseSites(found, seed, count).map(
  (site, place): Mutant => ({ number: place + 1, name: nameOf(site), site }),
);

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => void killRunning().finally(() => process.exit(130)));

if (values.list) for (const { number, name, site } of mutants) console.log(`${number} ${name}: ${site?.code}`);
else await play();

async function play(): Promise<void> {
  const part = values.sources.replaceAll(/\W+/g, "-");
  const folder = join(root, ".data/mutants", `seed-${seed}-count-${count}${part}`);
  const ledger = new Ledger(join(folder, "played.jsonl"));
  const common = { suites, only, filter: values.tests, jobs, folder, ledger, say: (text: string) => console.log(text) };
  const scratches = (origin: string) =>
    join(tmpdir(), `mutants-${createHash("sha256").update(origin).digest("hex").slice(0, 8)}`);
  await playMutants({ ...common, tests: "now", origin: root, mutants, scratches: scratches(root) });
  if (values.against !== undefined) {
    const origin = resolve(values.against);
    const survivors = mutants.filter((mutant) => killersOf(ledger, mutant, "now").length === 0);
    const there = survivors.map((mutant) => ({ ...mutant, site: siteBefore(origin, mutant.site) }));
    await playMutants({ ...common, tests: "before", origin, mutants: there, scratches: scratches(origin) });
  }
  console.log(`\n${mutantsTable(ledger, mutants, suites).join("\n")}`);
}

/** The same place in the sources of the other commit. */
function siteBefore(origin: string, site: Site | undefined): Site | undefined {
  if (site === undefined || !existsSync(join(origin, site.file))) return undefined;
  const sitesIn = (folder: string) => sitesOf(site.file, readFileSync(join(folder, site.file), "utf8"));
  return sameSite(site, sitesIn(root), sitesIn(origin));
}
