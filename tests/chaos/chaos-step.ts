import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { endOfLog } from "#tests/support/running/results.ts";
import { interrupted, startRunner } from "#tests/support/running/runners.ts";
import type { StepResult, StepRun } from "#tests/support/running/step.ts";

const counts = z.object({ passed: z.number(), failed: z.number() });

/** A deep run plays every scenario, enlarged, for at least so long. */
const deepMinutes = "8";

/** Runs the scenarios in their own process, because it sets an environment that no other test may see. */
export async function runChaos({ output }: StepRun): Promise<StepResult> {
  // Asked now: this module is loaded before `--deep` has set it.
  const isDeep = process.env.TEST_DEPTH === "deep";
  const args = isDeep ? ["--minutes", deepMinutes, "--seed", String(randomInt(1_000_000))] : ["--quick"];
  const root = join(import.meta.dirname, "../..");
  const child = startRunner(root, output, ["tests/chaos/run.ts", ...args], { LOG_LEVEL: "error" });
  let result = { passed: 0, failed: 0 };
  child.on("message", (message) => {
    result = counts.parse(message);
  });
  const [code] = await once(child, "exit");
  if ((code === 0 && result.failed === 0) || interrupted.aborted) return { passed: result.passed, failed: [] };
  const name = `${result.failed} scenarios`;
  return { passed: result.passed, failed: [{ step: "chaos", target: "chaos", name, text: endOfLog("chaos") }] };
}
