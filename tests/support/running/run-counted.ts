import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { endOfLog } from "./results.ts";
import { interrupted, startRunner } from "./runners.ts";
import type { StepResult, StepRun } from "./step.ts";

const counts = z.object({ passed: z.number(), failed: z.number() });
const root = join(import.meta.dirname, "../../..");

export interface Counted {
  readonly step: "chaos" | "days";
  readonly args: readonly string[];
  /** What it counts: "scenarios". */
  readonly noun: string;
}

/**
 * Runs tests/<step>/run.ts in its own process, because it sets an environment that no other test may see. It tells how
 * many passed and failed.
 */
export async function runCounted({ output }: StepRun, { step, args, noun }: Counted): Promise<StepResult> {
  const child = startRunner(root, output, [`tests/${step}/run.ts`, ...args], { LOG_LEVEL: "error" });
  let result = { passed: 0, failed: 0 };
  child.on("message", (message) => {
    result = counts.parse(message);
  });
  const [code] = await once(child, "exit");
  if ((code === 0 && result.failed === 0) || interrupted.aborted) return { passed: result.passed, failed: [] };
  const failed = { step, target: step, name: `${result.failed} ${noun}`, text: endOfLog(step) };
  return { passed: result.passed, failed: [failed] };
}
