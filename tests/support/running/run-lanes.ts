import { closeSync, openSync } from "node:fs";
import type { Lane } from "./progress-line.ts";
import { endOfLog, logOf } from "./results.ts";
import type { Step, StepResult, Steps } from "./step.ts";

export interface Row extends StepResult {
  readonly name: string;
  readonly seconds: number;
}

/**
 * Runs the steps of a lane one after the other and the lanes side by side. What a step prints goes to its log.
 * `onChange` hears how far all of them are whenever that changes. No step begins once `signal` is aborted.
 */
export async function runLanes(
  lanes: readonly Steps[],
  onChange: (lanes: readonly Lane[]) => void,
  signal?: AbortSignal,
): Promise<Row[]> {
  const states: Lane[] = lanes.map((lane) =>
    Object.entries(lane).map(([name, { expectedSeconds }]) => ({ name, expectedSeconds, state: "waiting" as const })),
  );
  const rows = await Promise.all(
    lanes.map(async (lane, laneAt) => {
      const done: Row[] = [];
      for (const [stepAt, [name, step]] of Object.entries(lane).entries()) {
        if (signal?.aborted) break;
        const change = (state: Partial<Lane[number]>) => {
          const own = states[laneAt]?.[stepAt];
          if (own !== undefined) Object.assign(own, state);
          onChange(states);
        };
        done.push(await runStep(name, step, change, signal));
      }
      return done;
    }),
  );
  return rows.flat();
}

async function runStep(
  name: string,
  step: Step,
  change: (state: Partial<Lane[number]>) => void,
  signal?: AbortSignal,
): Promise<Row> {
  const started = performance.now();
  const output = openSync(logOf(name), "w");
  change({ state: "running", startedAt: started, share: 0, failed: 0 });
  const result = await step
    .run({ output, tell: ({ done, total, failed }) => change({ share: total === 0 ? 0 : done / total, failed }) })
    .catch((error: unknown): StepResult => {
      if (signal?.aborted) return { passed: 0, failed: [] };
      const text = `${error instanceof Error ? error.message : error}\n${endOfLog(name)}`;
      return { passed: 0, failed: [{ step: name, target: name, name: "(the step itself)", text }] };
    });
  closeSync(output);
  const seconds = (performance.now() - started) / 1000;
  change({ state: "done", failed: result.failed.length, passed: result.passed, tookSeconds: seconds });
  return { name, seconds, ...result };
}
