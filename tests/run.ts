import { join } from "node:path";
import { parseArgs } from "node:util";
import { buildPortal, generateClient, isClientGenerated, isPortalBuilt } from "#lib/up/build-portal.ts";
import { printProgress } from "#lib/up/progress.ts";
import { definedOnly } from "#lib/up/settings.ts";
import { runChaos } from "./chaos/chaos-step.ts";
import { findOrInstallBrowser } from "./support/browser/browser.ts";
import { changedFiles } from "./support/changed-files.ts";
import { runLanes, type Step, type Steps } from "./support/step-lanes.ts";
import { runBiome, runPlaywright, runTypes, runVitest } from "./support/test-steps.ts";

// `npm test` runs everything, `npm test -- unit architecture` only those two. `npm test -- --changed` runs
// the tests that depend on uncommitted files; `--since main` adds those of files that differ from that
// commit.
const root = join(import.meta.dirname, "..");
const progress = printProgress();

const lint: Step = (output) => runBiome(root, output);
const types: Step = (output) => runTypes(root, output);
const architecture: Step = (output) => runVitest(root, output, "architecture");

const build: Step = async () => {
  if (isPortalBuilt()) progress.say("The production build is up to date.");
  else await buildPortal({ ...definedOnly(process.env), NODE_ENV: "production" });
  return { passed: 1, failed: 0 };
};

const browserTests =
  (specs?: readonly string[]): Step =>
  async (output) => {
    const browser = findOrInstallBrowser(process.env);
    progress.say(`Browser: ${browser}`);
    return runPlaywright(root, output, browser, specs);
  };

/**
 * The first group computes, the second waits for half of its time: side by side they fill two cores. Types
 * and build are in one group because the build overwrites files that the type check reads.
 */
const all: readonly Steps[] = [
  {
    lint,
    architecture,
    unit: (output) => runVitest(root, output, "unit"),
    integration: (output) => runVitest(root, output, "integration"),
  },
  { types, build, chaos: runChaos, e2e: browserTests() },
];

function named(names: readonly string[]): readonly Steps[] {
  const known = all.flatMap((lane) => Object.keys(lane));
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) fail(`No such tests: ${unknown.join(", ")}. There are: ${known.join(", ")}.`);
  const needed = names.includes("e2e") ? ["build", ...names] : names;
  return all.map((lane) => Object.fromEntries(Object.entries(lane).filter(([name]) => needed.includes(name))));
}

/**
 * Leaves out chaos, and runs only those browser tests that changed themselves: both reach all code and take
 * minutes.
 */
function reachedFrom(commit: string): readonly Steps[] {
  const files = changedFiles(root, commit);
  if (files.length === 0) fail(`Nothing differs from ${commit}.`);
  const specs = files.filter((file) => file.startsWith("tests/e2e/"));
  const browser: Steps = specs.length === 0 ? {} : { build, e2e: browserTests(specs) };
  const unit: Step = (output) => runVitest(root, output, "unit", files);
  const integration: Step = (output) => runVitest(root, output, "integration", files);
  return [{ lint, types, architecture, unit, integration, ...browser }];
}

function fail(message: string): never {
  console.error(message);
  process.exit(2);
}

const { values, positionals } = parseArgs({
  options: { changed: { type: "boolean", default: false }, since: { type: "string" } },
  allowPositionals: true,
});
const isChanged = values.changed || values.since !== undefined;
if (isChanged && positionals.length > 0) fail("Either --changed or names of tests.");
const lanes = isChanged ? reachedFrom(values.since ?? "HEAD") : positionals.length > 0 ? named(positionals) : all;

if (!isClientGenerated()) await progress.step("Generating the database client", generateClient);
const rows = await runLanes(lanes);

console.log(`\n${"".padEnd(16)}${"passed".padStart(8)}${"failed".padStart(8)}${"seconds".padStart(10)}`);
for (const { name, seconds, passed, failed } of rows)
  console.log(
    `${name.padEnd(16)}${String(passed).padStart(8)}${String(failed).padStart(8)}${seconds.toFixed(1).padStart(10)}`,
  );
const passed = rows.reduce((sum, row) => sum + row.passed, 0);
const failed = rows.reduce((sum, row) => sum + row.failed, 0);
console.log(`\n${passed} passed, ${failed} failed in ${(performance.now() / 1000).toFixed(0)} s`);
process.exitCode = failed === 0 ? 0 : 1;
