import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { TaskOutcome } from "./task.ts";

/** A script that calls `runTask`, and its input. */
export interface Task {
  readonly script: URL;
  readonly input: unknown;
  /** The process is killed and the run fails after this time, 300 s by default: a reader may hang. */
  readonly limitMs?: number;
}

/** Medians over the runs. */
export interface Measured {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly seen: Readonly<Record<string, number>>;
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

function middle(outcomes: readonly TaskOutcome[]): Measured {
  const last = outcomes.at(-1);
  if (last === undefined) throw new Error("nothing was measured");
  return {
    ms: median(outcomes.map((run) => run.ms)),
    cpuMs: median(outcomes.map((run) => run.cpuMs)),
    peakMb: median(outcomes.map((run) => run.peakMb)),
    seen: last.seen,
  };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half];
  if (upper === undefined) throw new Error("no values");
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

function runOnce(name: string, { script, input, limitMs = 300_000 }: Task): Promise<TaskOutcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(script), JSON.stringify(input)], {
      stdio: ["ignore", "pipe", "pipe"],
      timeout: limitMs,
      killSignal: "SIGKILL",
      // Compiling TypeScript takes 30 MB in a process; with the cache only the first process pays them.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "upload-portal-bench-compiled") },
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
