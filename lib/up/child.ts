import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { projectRoot, type StackEnvironment } from "./settings.ts";

const keptLogBytes = 10_000_000;
/** A worker finishes the call it has in flight (its timeout is 90 s); after that it is killed, and its lease tells the next one. */
const patienceMs = 100_000;

/** A process of the stack, in a group of its own and with a log of its own. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly logFile: string;
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `node FILE …` from the project's root, under the Node that runs this. The log goes to a file, so that it outlives a killed `up`. */
export function startChild(name: string, args: readonly string[], env: StackEnvironment, logFile: string): Child {
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > keptLogBytes) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, "a");
  // A group of its own: Ctrl-C in a terminal reaches `up` alone, which then stops the others in their order.
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

/** Asks the whole group to end, waits, and kills what does not. */
export async function stopChild(child: Child): Promise<void> {
  signalGroup(child, "SIGTERM");
  const timer = new AbortController();
  const isLate = await Promise.race([
    child.ended.then(() => false),
    sleep(patienceMs, true, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  // Also when it ended in time: a grandchild that it left behind goes with it.
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

/** The end of a log, for saying why its process ended. */
export function lastLines(logFile: string, count = 12): string {
  const lines = readFileSync(logFile, "utf8").trimEnd().split("\n");
  return lines
    .slice(-count)
    .map((line) => `  ${line}`)
    .join("\n");
}
