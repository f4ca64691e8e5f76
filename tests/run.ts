import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildPortal, generateClient, isClientGenerated, isPortalBuilt } from "#lib/up/build-portal.ts";
import { printProgress } from "#lib/up/progress.ts";
import { definedOnly } from "#lib/up/settings.ts";
import { findOrInstallBrowser } from "./support/browser/browser.ts";
import { changedFiles } from "./support/changed-files.ts";
import { endOfRun } from "./support/running/end-of-run.ts";
import { keepFailed, lastFailed } from "./support/running/last-failed.ts";
import { namedSteps } from "./support/running/named-steps.ts";
import { runCounted } from "./support/running/run-counted.ts";
import { runLanes } from "./support/running/run-lanes.ts";
import { interrupt, interrupted } from "./support/running/runners.ts";
import { showProgress } from "./support/running/show-progress.ts";
import type { Step, StepRun, Steps } from "./support/running/step.ts";
import { runBiome, runPlaywright, runTypes, runVitest } from "./support/running/test-steps.ts";

// `npm test` runs what fits into a quarter of an hour, `npm test -- --deep` everything. `npm test -- unit e2e`
// runs these two steps, `npm test -- tests/unit/x.test.ts:12` the test at that line, `npm test -- --failed` what
// failed last time; `--deep --seed N` draws what another deep run drew. `npm test -- --changed` runs the tests that depend on uncommitted files; `--since main` adds
// those of files that differ from that commit.
const root = join(import.meta.dirname, "..");
const { values, positionals } = parseArgs({
  options: {
    deep: { type: "boolean", default: false },
    seed: { type: "string" },
    failed: { type: "boolean", default: false },
    changed: { type: "boolean", default: false },
    since: { type: "string" },
  },
  allowPositionals: true,
});
const isChanged = values.changed || values.since !== undefined;
if ([isChanged, values.failed, positionals.length > 0].filter(Boolean).length > 1)
  fail("Either --changed, or --failed, or names of tests.");
const before = values.failed ? lastFailed() : null;
const isDeep = values.deep || typeof before?.seed === "number";
const seed = isDeep ? Number(values.seed ?? before?.seed ?? randomInt(1_000_000)) : null;
if (seed !== null && !Number.isSafeInteger(seed)) fail("--seed is a whole number.");
if (isDeep) Object.assign(process.env, { TEST_DEPTH: "deep", TEST_SEED: String(seed) });
// Hundreds of threads and processes load the same modules: each is compiled once.
process.env.NODE_COMPILE_CACHE ??= join(root, "node_modules/.cache/compiled");

const step = (quickSeconds: number, deepSeconds: number, run: Step["run"]): Step => ({
  expectedSeconds: isDeep ? deepSeconds : quickSeconds,
  run,
});

const vitest = (project: string) => (run: StepRun) => runVitest(root, run, project);

async function build() {
  if (!isPortalBuilt()) await buildPortal({ ...definedOnly(process.env), NODE_ENV: "production" }, interrupted);
  return { passed: 1, failed: [] };
}

const browserTests =
  (targets?: readonly string[]) =>
  async (run: StepRun): ReturnType<Step["run"]> =>
    runPlaywright(root, run, await findOrInstallBrowser(process.env), targets);

/** A quick run plays the same each time, a deep one what its seed says, all of it enlarged, and for longer. */
const counted = (step: "chaos" | "days", quick: readonly string[], deep: readonly string[]) => {
  const args = isDeep ? [...deep, "--seed", String(seed)] : quick;
  return (run: StepRun) => runCounted(run, { step, args });
};

/**
 * The first lane computes, the second waits for half of its time: side by side they fill two cores. Types
 * and build are in one lane because the build overwrites files that the type check reads.
 */
const all: readonly Steps[] = [
  {
    lint: step(5, 5, (run) => runBiome(root, run)),
    architecture: step(10, 10, vitest("architecture")),
    integration: step(800, 1_500, vitest("integration")),
  },
  {
    types: step(30, 30, (run) => runTypes(root, run)),
    unit: step(150, 400, vitest("unit")),
    build: step(90, 90, build),
    chaos: step(150, 500, counted("chaos", ["--quick"], ["--minutes", "4"])),
    days: step(60, 500, counted("days", ["--seed", "2", "--histories", "2"], ["--seconds", "400"])),
    e2e: step(450, 1_400, browserTests()),
    commands: step(500, 500, vitest("commands")),
  },
];

const filesOf = (project: string) => (targets: readonly string[]) =>
  step(20, 20, (run) => runVitest(root, run, project, { targets }));
const ofFiles = {
  ...Object.fromEntries(["architecture", "unit", "integration", "commands"].map((name) => [name, filesOf(name)])),
  e2e: (targets: readonly string[]) => step(60, 60, browserTests(targets)),
};

function named(names: readonly string[]): readonly Steps[] {
  const missing = names.filter(
    (name) => name.startsWith("tests/") && !existsSync(join(root, name.replace(/:\d+$/, ""))),
  );
  if (missing.length > 0) fail(`There is no ${missing.join(", ")}.`);
  try {
    return namedSteps(all, ofFiles, names);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

function withoutNames(): readonly Steps[] {
  const steps = all.flatMap((lane) => Object.keys(lane));
  return named(isDeep ? steps : steps.filter((name) => name !== "commands"));
}

/**
 * Leaves out chaos and days, and runs only those browser tests that changed themselves: all of them reach all code and take
 * minutes.
 */
function reachedFrom(commit: string): readonly Steps[] {
  const changed = changedFiles(root, commit);
  if (changed.length === 0) fail(`Nothing differs from ${commit}.`);
  const related = (project: string) => step(60, 300, (run) => runVitest(root, run, project, { changed }));
  const specs = changed.filter((file) => file.startsWith("tests/e2e/"));
  const lanes = named(["lint", "types", "architecture", "unit", "integration", ...specs]);
  const reached = ([name, whole]: [string, Step]) => [name, /^(unit|integration)$/.test(name) ? related(name) : whole];
  return lanes.map((lane) => Object.fromEntries(Object.entries(lane).map(reached)));
}

/** `./tests/x` and `/…/tests/x` as `tests/x`. */
function fromRoot(name: string): string {
  return /^\.{0,2}\//.test(name) ? relative(root, resolve(name)) : name;
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

if (values.failed && (before === null || before.targets.length === 0)) {
  console.log("Nothing failed last time.");
  process.exit(0);
}
const names = before?.targets ?? positionals.map(fromRoot);
const lanes = isChanged ? reachedFrom(values.since ?? "HEAD") : names.length > 0 ? named(names) : withoutNames();

if (!isClientGenerated()) await printProgress().step("Generating the database client", generateClient);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void interrupt());
const progress = showProgress();
const rows = await runLanes(lanes, progress.show, interrupted);
progress.end();
const failed = rows.flatMap((row) => row.failed);
// What an interrupted run did not get to may still fail.
const unseen = interrupted.aborted ? (lastFailed()?.targets ?? []).map((target) => ({ target })) : [];
keepFailed([...failed, ...unseen], seed);
console.log(endOfRun(rows, performance.now() / 1000, seed, interrupted.aborted));
process.exitCode = interrupted.aborted ? 130 : failed.length === 0 ? 0 : 1;
