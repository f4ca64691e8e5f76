import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { findOrInstallBrowser } from "#tests/support/browser/browser.ts";
import { type Ended, runLimited } from "../run-limited.ts";
import type { FileResult, SuiteRun } from "./played.ts";

const result = z.object({ duration: z.number() });
const spec = z.object({
  title: z.string(),
  file: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(result) })),
});
const suite = z.object({
  specs: z.array(spec),
  get suites() {
    return z.array(suite).optional();
  },
});
const report = z.object({ suites: z.array(suite) });

const buildLimitMs = 1_800_000;

/** Builds the portal of the scratch; what went wrong, if anything did. */
export async function buildScratch(root: string): Promise<string | undefined> {
  const { code, output } = await runLimited(root, ["tests/run.ts", "build"], {}, buildLimitMs);
  return code === 0 ? undefined : `the build: ${lastLine(output)}`;
}

export interface PlaywrightOrder {
  /** All without. */
  readonly specs?: readonly string[];
  readonly isFirstEnough: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

export async function runPlaywright(root: string, order: PlaywrightOrder): Promise<SuiteRun> {
  const folder = mkdtempSync(join(tmpdir(), "mutant-report-"));
  const file = join(folder, "report.json");
  const env = {
    ...order.env,
    PLAYWRIGHT_CHROMIUM: await findOrInstallBrowser(process.env),
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  };
  const config = ["--config", "tests/mutants/play/playwright.config.ts", "--reporter=json"];
  const args = ["test", ...config, ...(order.isFirstEnough ? ["-x"] : []), ...(order.specs ?? [])];
  try {
    const ended = await runLimited(root, ["node_modules/@playwright/test/cli.js", ...args], env, order.limitMs);
    return runOf(ended, file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runOf(ended: Ended, file: string): SuiteRun {
  if (ended.isLate) return { files: [], failure: "time" };
  if (!existsSync(file)) return { files: [], failure: `ended with ${ended.code}: ${lastLine(ended.output)}` };
  const specs = report.parse(JSON.parse(readFileSync(file, "utf8"))).suites.flatMap(specsOf);
  const files = [...Map.groupBy(specs, (one) => one.file)].map(([name, own]): FileResult => {
    // Those that were never played, because another had failed, are not "ok" either.
    const failed = own.find(({ ok, tests }) => !ok && tests.some(({ results }) => results.length > 0));
    const ms = own
      .flatMap(({ tests }) => tests.flatMap(({ results }) => results))
      .reduce((sum, one) => sum + one.duration, 0);
    return { file: `tests/e2e/${name}`, ms, ...(failed === undefined ? {} : { failed: failed.title }) };
  });
  const isRed = ended.code !== 0 && files.every(({ failed }) => failed === undefined);
  return isRed ? { files, failure: lastLine(ended.output) } : { files };
}

const specsOf = (one: z.infer<typeof suite>): z.infer<typeof spec>[] => [
  ...one.specs,
  ...(one.suites ?? []).flatMap(specsOf),
];

const lastLine = (output: string): string => output.trim().split("\n").at(-1)?.slice(-300) ?? "";
