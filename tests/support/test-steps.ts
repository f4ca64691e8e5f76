import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

export interface StepResult {
  readonly passed: number;
  readonly failed: number;
}

/** The type check is one test. Of every file: what an earlier run noted may be about other files than these. */
export function runTypes(root: string): Promise<StepResult> {
  return runAsOneTest(root, ["node_modules/typescript/bin/tsc", "--noEmit", "--incremental", "false"]);
}

/** Format and lint are one test. */
export function runBiome(root: string): Promise<StepResult> {
  return runAsOneTest(root, ["node_modules/@biomejs/biome/bin/biome", "ci", "--diagnostic-level=warn"]);
}

async function runAsOneTest(root: string, args: string[]): Promise<StepResult> {
  const code = await runNode(root, args);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });

/** One project of tests/vitest.config.ts. A project without tests fails: nothing proved is no success. */
export async function runVitest(root: string, project: string): Promise<StepResult> {
  return withReport(async (report) => {
    const args = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts", "--project", project];
    const code = await runNode(root, [...args, "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`]);
    const { numPassedTests, numFailedTests } = vitestReport.parse(JSON.parse(readFileSync(report, "utf8")));
    return resultOf(code, numPassedTests, numFailedTests);
  });
}

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

export async function runPlaywright(root: string, browser: string): Promise<StepResult> {
  return withReport(async (report) => {
    const env = { ...process.env, PLAYWRIGHT_CHROMIUM: browser, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const code = await runNode(root, ["node_modules/@playwright/test/cli.js", "test"], env);
    const { expected, unexpected, flaky } = playwrightReport.parse(JSON.parse(readFileSync(report, "utf8"))).stats;
    return resultOf(code, expected, unexpected + flaky);
  });
}

/** A run that failed without a failed test (a file that cannot be loaded, an error after the tests) counts as one. */
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

function runNode(cwd: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, env, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
