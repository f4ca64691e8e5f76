import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { median } from "./quantiles.ts";
import type { TaskOutcome } from "./task.ts";
import { type TaskDatabase, taskEnvironment } from "./task-environment.ts";

/** A script that calls `runTask`, and its input. */
export interface Task {
  readonly script: URL;
  readonly input: unknown;
  readonly database: TaskDatabase;
}

/** The process is killed and the run fails after this time: a reader may hang. No machine is so slow. */
const limitMs = 1_800_000;

/** Medians over the runs, and the runs. */
export interface Measured {
  readonly ms: number;
  readonly peakMb: number;
  /** Of the last run. */
  readonly seen: TaskOutcome["seen"];
  readonly series: TaskOutcome["series"];
  readonly runs: readonly TaskOutcome[];
}

/**
 * Runs the tasks in turns, each in its own process: if something slows the machine for a while it slows them
 * all, and their ratios stay the same.
 */
export async function measureInTurns<Name extends string>(
  tasks: Readonly<Record<Name, Task>>,
  runs: number,
): Promise<Record<Name, Measured>> {
  const names = Object.keys(tasks) as Name[];
  const outcomes = new Map<Name, TaskOutcome[]>(names.map((name) => [name, []]));
  for (let run = 0; run < runs; run++) {
    for (const name of names) outcomes.get(name)?.push(await runOnce(name, tasks[name]));
  }
  const measured = names.map((name) => [name, middle(outcomes.get(name) ?? [])]);
  return Object.fromEntries(measured) as Record<Name, Measured>;
}

export async function measure(task: Task, runs: number): Promise<Measured> {
  return (await measureInTurns({ task }, runs)).task;
}

function middle(runs: readonly TaskOutcome[]): Measured {
  const last = runs.at(-1);
  if (last === undefined) throw new Error("nothing was measured");
  const { seen, series } = last;
  return { ms: median(runs.map((run) => run.ms)), peakMb: median(runs.map((run) => run.peakMb)), seen, series, runs };
}

/** What a task repeated by itself; throws if it did not report it. */
export function seriesOf({ series }: Pick<Measured, "series">, name: string): readonly number[] {
  const values = series[name];
  if (values === undefined || values.length === 0) throw new Error(`the task did not tell its ${name}`);
  return values;
}

function runOnce(name: string, { script, input, database }: Task): Promise<TaskOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(script), JSON.stringify(input)], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
      killSignal: "SIGKILL",
      env: taskEnvironment(database),
    });
    let out = "";
    let errors = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    child.stderr.on("data", (data: Buffer) => {
      errors += data.toString();
    });
    child.on("error", reject);
    child.on("close", (code, signal) => {
      if (code === 0) resolve(JSON.parse(out.trim().split("\n").at(-1) ?? ""));
      else reject(new Error(`${name} ended with ${signal ?? code}\n${errors.slice(-2000)}`));
    });
  });
}
