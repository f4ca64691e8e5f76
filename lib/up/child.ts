import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot, type StackEnvironment } from "./settings.ts";

const keptLogBytes = 10_000_000;
/**
 * A worker finishes the call in flight (timeout 90 s). After this time it is killed; its batches are
 * recovered when their leases end.
 */
const patienceMs = 100_000;

/** A process of the stack, with its own process group and log. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly logFile: string;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/**
 * Starts `node FILE …` from the project's root, under the running Node. The log is a file, so that it
 * survives a killed `up`.
 */
export function startChild(name: string, args: readonly string[], env: StackEnvironment, logFile: string): Child {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > keptLogBytes) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a");
  // A process group of its own: Ctrl-C in a terminal reaches only `up`, which then stops the others in order.
  const child = spawn(process.execPath, args, { cwd: projectRoot, env, detached: true, stdio: ["ignore", log, log] });
  closeSync(log);
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => resolve({ code: 127, signal: null }));
  });
  return { name, process: child, logFile, ended };
}

export function isRunning({ process: child }: Child): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/** Sends SIGTERM to the whole group, waits, and kills what is left. */
export async function stopChild(child: Child): Promise<void> {
  signalGroup(child, "SIGTERM");
  const timer = new AbortController();
  const isLate = await Promise.race([
    child.ended.then(() => false),
    sleep(patienceMs, true, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  // Also if it ended in time, to end grandchildren that it left behind.
  signalGroup(child, "SIGKILL");
  if (isLate) await child.ended;
}

/** Sends a signal to the child and everything it started. */
export function signalGroup({ process: child }: Child, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/** The last lines of a log, to show why its process ended. */
export function lastLines(logFile: string, count = 12): string {
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n");
  return lines
    .slice(-count)
    .map((line) => `  ${line}`)
    .join("\n");
}
