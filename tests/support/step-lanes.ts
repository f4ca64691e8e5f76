import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Output, StepResult } from "./test-steps.ts";

export type Step = (output: Output) => Promise<StepResult>;
export type Steps = Readonly<Record<string, Step>>;

export interface Row extends StepResult {
  readonly name: string;
  readonly seconds: number;
}

/**
 * Runs the steps of a lane one after the other and the lanes side by side. A single lane writes to the
 * terminal; with several, a step's output follows when it ends, so that no two mix.
 */
export async function runLanes(lanes: readonly Steps[]): Promise<Row[]> {
  const filled = lanes.map((lane) => Object.entries(lane)).filter((lane) => lane.length > 0);
  const folder = mkdtempSync(join(tmpdir(), "portal-steps-"));
  try {
    const rows = await Promise.all(
      filled.map(async (lane) => {
        const done: Row[] = [];
        for (const [name, step] of lane)
          done.push(await (filled.length === 1 ? runInView(name, step) : runAside(name, step, join(folder, name))));
        return done;
      }),
    );
    return rows.flat();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const titleOf = (name: string) => `\n── ${name} ${"─".repeat(60 - name.length)}`;

function runInView(name: string, step: Step): Promise<Row> {
  console.log(titleOf(name));
  return timed(name, step, "inherit");
}

async function runAside(name: string, step: Step, file: string): Promise<Row> {
  console.log(`${name} begins`);
  const output = openSync(file, "a");
  const row = await timed(name, step, output);
  closeSync(output);
  console.log(`${titleOf(name)}\n${readFileSync(file, "utf8")}`);
  return row;
}

async function timed(name: string, step: Step, output: Output): Promise<Row> {
  const started = performance.now();
  const result = await step(output).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1 };
  });
  return { name, seconds: (performance.now() - started) / 1000, ...result };
}
