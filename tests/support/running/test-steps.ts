import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { endOfLog, resultFile } from "./results.ts";
import { interrupted, startRunner } from "./runners.ts";
import type { FailedTest, StepResult, StepRun } from "./step.ts";
import { type Told, toldSchema } from "./told.ts";

/**
 * The type check, counted as one test. It checks every file anew: an earlier run's cache may be about other
 * files.
 */
export async function runTypes(root: string, run: StepRun): Promise<StepResult> {
  // Writes the types of the routes, as the build also does.
  const typegen = ["node_modules/next/dist/bin/next", "typegen"];
  const routes = await runAsOneTest(root, run, "types", "type check", typegen);
  if (routes.failed.length > 0) return routes;
  const tsc = ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"];
  return runAsOneTest(root, run, "types", "type check", tsc);
}

/** Format and lint, counted as one test. */
export function runBiome(root: string, run: StepRun): Promise<StepResult> {
  const biome = ["node_modules/@biomejs/biome/bin/biome", "ci", "--diagnostic-level=warn", "--colors=off"];
  return runAsOneTest(root, run, "lint", "format and lint", biome);
}

async function runAsOneTest(
  root: string,
  run: StepRun,
  step: string,
  name: string,
  args: string[],
): Promise<StepResult> {
  const child = startRunner(root, run.output, args);
  const [code] = await once(child, "exit");
  if (code === 0) return { passed: 1, failed: [] };
  if (interrupted.aborted) return { passed: 0, failed: [] };
  return { passed: 0, failed: [{ step, target: step, name, text: endOfLog(step) }] };
}

/**
 * One project of tests/vitest.config.ts: all of it, the files named in `targets` (each with a line or
 * without), or the tests that depend on the `changed` files. A project without tests fails, because nothing was proved;
 * a change that no test depends on does not.
 */
export function runVitest(
  root: string,
  run: StepRun,
  project: string,
  { targets = [], changed }: { targets?: readonly string[]; changed?: readonly string[] } = {},
): Promise<StepResult> {
  const what = changed === undefined ? ["run", ...targets] : ["related", "--run", "--passWithNoTests", ...changed];
  const args = [...what, "--config", "tests/vitest.config.ts", "--project", project];
  const reporter = "--reporter=./tests/support/running/vitest-reporter.ts";
  const child = startRunner(root, run.output, ["node_modules/vitest/vitest.mjs", ...args, reporter]);
  return listenTo(child, run, project, targets);
}

/** All browser tests, or those in `targets`. */
export function runPlaywright(
  root: string,
  run: StepRun,
  browser: string,
  targets: readonly string[] = [],
): Promise<StepResult> {
  const reporter = "--reporter=./tests/support/running/playwright-reporter.ts";
  const args = ["node_modules/@playwright/test/cli.js", "test", ...targets, reporter];
  return listenTo(startRunner(root, run.output, args, { PLAYWRIGHT_CHROMIUM: browser }), run, "e2e", targets);
}

/** Collects what a runner's reporter tells of `targets`, or all tests. A runner that failed without a failed test counts as one. */
async function listenTo(
  child: ChildProcess,
  run: StepRun,
  step: string,
  targets: readonly string[],
): Promise<StepResult> {
  const failed: FailedTest[] = [];
  const files: { file: string; seconds: number }[] = [];
  let passed = 0;
  let progress = { done: 0, total: 0 };
  child.on("message", (message) => {
    const told: Told = toldSchema.parse(message);
    if ("failed" in told) failed.push(failedTest(step, targets, told.failed));
    else if ("seconds" in told) files.push(told);
    else {
      passed = told.passed;
      progress = told;
    }
    run.tell({ ...progress, failed: failed.length });
  });
  // What it told last may arrive after its end.
  const [[code]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  writeFileSync(resultFile(`${step}-seconds.txt`), secondsByFile(files));
  if (code !== 0 && failed.length === 0 && !interrupted.aborted)
    failed.push(
      failedTest(step, targets, { file: "", line: null, name: `(ended with ${code})`, text: endOfLog(step) }),
    );
  return { passed, failed };
}

/** What is of no file is of all that was to run. */
export function failedTest(
  step: string,
  targets: readonly string[],
  { file, line, name, text }: { file: string; line: number | null; name: string; text: string },
): FailedTest {
  const all = targets.length === 0 ? step : targets.join(" ");
  const target = file === "" ? all : line === null ? file : `${file}:${line}`;
  return { step, target, name, text };
}

function secondsByFile(files: readonly { file: string; seconds: number }[]): string {
  const slowestFirst = files.toSorted((a, b) => b.seconds - a.seconds);
  return slowestFirst.map(({ file, seconds }) => `${seconds.toFixed(1).padStart(7)}  ${file}\n`).join("");
}
