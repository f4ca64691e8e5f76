import { fork } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { endOfLog } from "#tests/support/running/results.ts";
import type { StepResult, StepRun } from "#tests/support/running/step.ts";

const counts = z.object({ passed: z.number(), failed: z.number() });

/** A deep run plays every scenario, enlarged, for at least so long. */
const deepMinutes = "8";

/** Runs the scenarios in their own process, because it sets an environment that no other test may see. */
export async function runChaos({ output }: StepRun): Promise<StepResult> {
  // Asked now: this module is loaded before `--deep` has set it.
  const isDeep = process.env.TEST_DEPTH === "deep";
  const args = isDeep ? ["--minutes", deepMinutes, "--seed", String(randomInt(1_000_000))] : ["--quick"];
  const child = fork(join(import.meta.dirname, "run.ts"), args, {
    env: { ...process.env, LOG_LEVEL: "error" },
    stdio: ["inherit", output, output, "ipc"],
  });
  let result = { passed: 0, failed: 0 };
  child.on("message", (message) => {
    result = counts.parse(message);
  });
  const [code] = await once(child, "exit");
  if (code === 0 && result.failed === 0) return { passed: result.passed, failed: [] };
  const name = `${result.failed} scenarios`;
  return { passed: result.passed, failed: [{ step: "chaos", target: "chaos", name, text: endOfLog("chaos") }] };
}
