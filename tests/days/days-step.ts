import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { endOfLog } from "#tests/support/running/results.ts";
import { interrupted, startRunner } from "#tests/support/running/runners.ts";
import type { StepResult, StepRun } from "#tests/support/running/step.ts";

const counts = z.object({ passed: z.number(), failed: z.number() });

/** A quick run plays the same histories each time, a deep one others, and for longer. */
export async function runDays({ output }: StepRun): Promise<StepResult> {
  const isDeep = process.env.TEST_DEPTH === "deep";
  const args = isDeep ? ["--seconds", "600", "--seed", String(randomInt(1_000_000))] : ["--histories", "3"];
  const root = join(import.meta.dirname, "../..");
  const child = startRunner(root, output, ["tests/days/run.ts", ...args]);
  let result = { passed: 0, failed: 0 };
  child.on("message", (message) => {
    result = counts.parse(message);
  });
  const [code] = await once(child, "exit");
  if ((code === 0 && result.failed === 0) || interrupted.aborted) return { passed: result.passed, failed: [] };
  const name = `${result.failed} histories`;
  return { passed: result.passed, failed: [{ step: "days", target: "days", name, text: endOfLog("days") }] };
}
