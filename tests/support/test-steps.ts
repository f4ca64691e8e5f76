import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
}

/** Where a step's processes write: the terminal, or the number of an open file. */
export type Output = "inherit" | number;

/**
 * The type check, counted as one test. It checks every file anew: an earlier run's cache may be about other
 * files.
 */
export async function runTypes(root: string, output: Output): Promise<StepResult> {
  // Writes the types of the routes, as the build also does.
  const code = await runNode(root, output, ["node_modules/next/dist/bin/next", "typegen"]);
  if (code !== 0) return { passed: 0, failed: 1 };
  return runAsOneTest(root, output, ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"]);
}

/** Format and lint, counted as one test. */
export function runBiome(root: string, output: Output): Promise<StepResult> {
  return runAsOneTest(root, output, ["node_modules/@biomejs/biome/bin/biome", "ci", "--diagnostic-level=warn"]);
}

async function runAsOneTest(root: string, output: Output, args: string[]): Promise<StepResult> {
  const code = await runNode(root, output, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/**
 * One project of tests/vitest.config.ts, or only its tests that depend on the `changed` files. A project
 * without tests fails, because nothing was proved; a change that no test depends on does not.
 */
export async function runVitest(
  root: string,
  output: Output,
  project: string,
  changed?: readonly string[],
): Promise<StepResult> {
  return withReport(async (report) => {
    const what = changed === undefined ? ["run"] : ["related", "--run", "--passWithNoTests", ...changed];
    const args = [...what, "--config", "tests/vitest.config.ts", "--project", project];
    const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
    const code = await runNode(root, output, ["node_modules/vitest/vitest.mjs", ...args, ...reporters]);
    const { numPassedTests, numFailedTests } = vitestReport.parse(JSON.parse(readFileSync(report, "utf8")));
    return resultOf(code, numPassedTests, numFailedTests);
  });
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** All browser tests, or those in `files`. */
export async function runPlaywright(
  root: string,
  output: Output,
  browser: string,
  files: readonly string[] = [],
): Promise<StepResult> {
  return withReport(async (report) => {
    const env = { ...process.env, PLAYWRIGHT_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const code = await runNode(root, output, ["node_modules/@playwright/test/cli.js", "test", ...files], env);
    const { expected, unexpected, flaky } = playwrightReport.parse(JSON.parse(readFileSync(report, "utf8"))).stats;
    return resultOf(code, expected, unexpected + flaky);
  });
}

/**
 * A run that failed without a failed test (a file that cannot be loaded, an error after the tests) counts as
 * one.
 */
function resultOf(code: number, passed: number, failed: number): StepResult {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

async function withReport<T>(work: (file: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "portal-report-"));
  try {
    return await work(join(folder, "report.json"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runNode(cwd: string, output: Output, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: ["inherit", output, output] });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
