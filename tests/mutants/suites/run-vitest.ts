import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { z } from "zod";
import { runLimited } from "../run-limited.ts";
import type { FileResult, SuiteRun } from "./played.ts";

const report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

export interface VitestOrder {
  readonly project: "architecture" | "unit" | "integration";
  /** In this order; all without. */
  readonly files?: readonly string[];
  readonly workers?: number;
  /** Ends with the first test that fails. */
  readonly isFirstEnough: boolean;
  readonly env?: Readonly<Record<string, string>>;
  readonly limitMs: number;
}

export async function runVitest(root: string, order: VitestOrder): Promise<SuiteRun> {
  const folder = mkdtempSync(join(tmpdir(), "mutant-report-"));
  const file = join(folder, "report.json");
  const { files = [], workers } = order;
  const config = ["--config", "tests/mutants/play/vitest.config.ts", "--project", order.project];
  const reporters = ["--reporter=json", `--outputFile.json=${file}`];
  const args = ["run", ...config, ...reporters, ...(order.isFirstEnough ? ["--bail", "1"] : []), ...files];
  const env = {
    ...order.env,
    PLAYED_FILES: JSON.stringify(files),
    ...(workers === undefined ? {} : { PLAYED_WORKERS: String(workers) }),
  };
  try {
    const ended = await runLimited(root, ["node_modules/vitest/vitest.mjs", ...args], env, order.limitMs);
    if (ended.isLate) return { files: [], failure: "time" };
    if (!existsSync(file)) return { files: [], failure: `ended with ${ended.code}: ${lastWords(ended.output)}` };
    const { testResults } = report.parse(JSON.parse(readFileSync(file, "utf8")));
    const results = testResults.map((result): FileResult => {
      const path = relative(root, result.name);
      const ms = result.endTime - result.startTime;
      if (result.status !== "failed") return { file: path, ms };
      const test = result.assertionResults.find(({ status }) => status === "failed");
      return { file: path, ms, failed: test?.fullName ?? result.message?.split("\n")[0] ?? "cannot be loaded" };
    });
    const isRed = ended.code !== 0 && results.every(({ failed }) => failed === undefined);
    return isRed ? { files: results, failure: lastWords(ended.output) } : { files: results };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const lastWords = (output: string): string => output.trim().split("\n").slice(-3).join(" ").slice(-300);
