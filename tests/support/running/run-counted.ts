import { once } from "node:events";
import { join } from "node:path";
import { z } from "zod";
import { endOfLog, placeOfLog } from "./results.ts";
import { interrupted, startRunner } from "./runners.ts";
import type { FailedTest, StepResult, StepRun } from "./step.ts";

const failedOne = z.object({ name: z.string(), text: z.string(), again: z.string() });
const counts = z.object({ passed: z.number(), failed: z.array(failedOne) });

/** A scenario or history that did not hold, with the command that plays it again. */
export type FailedOne = z.infer<typeof failedOne>;

/** What such a run tells at its end. */
export type Counts = z.infer<typeof counts>;

const root = join(import.meta.dirname, "../../..");

export interface Counted {
  readonly step: "chaos" | "days";
  readonly args: readonly string[];
}

/**
 * Runs tests/<step>/run.ts in its own process, because it sets an environment that no other test may see. It tells how
 * many passed, and which failed.
 */
export async function runCounted({ output }: StepRun, { step, args }: Counted): Promise<StepResult> {
  const child = startRunner(root, output, [`tests/${step}/run.ts`, ...args], { LOG_LEVEL: "error" });
  let result: Counts = { passed: 0, failed: [] };
  child.on("message", (message) => {
    result = counts.parse(message);
  });
  // What it told last may arrive after its end.
  const [[code]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  if (interrupted.aborted) return { passed: result.passed, failed: [] };
  const failed: FailedTest[] = result.failed.map(({ name, text, again }) => ({
    step,
    target: step,
    name,
    text: `${text}\n${placeOfLog(step)}`,
    again,
  }));
  if (code !== 0 && failed.length === 0)
    failed.push({ step, target: step, name: `(ended with ${code})`, text: endOfLog(step) });
  return { passed: result.passed, failed };
}
