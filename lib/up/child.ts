import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { spawnLogged } from "./log.ts";
import { projectRoot, type StackEnvironment } from "./settings.ts";

/**
 * Node writes to a pipe in the background, and what it has not written is lost when it ends. So it waits, as it does
 * with a file.
 */
const writesAtOnce =
  "--import=data:text/javascript,for (const out of [process.stdout, process.stderr]) out._handle?.setBlocking?.(true)";
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
  /** Resolves when it has ended, for whatever reason, and its log has its last line. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts `node FILE …` from the project's root, under the running Node. */
export function startChild(name: string, args: readonly string[], env: StackEnvironment, logFile: string): Child {
  const { process: child, written } = spawnLogged(
    process.execPath,
    [writesAtOnce, ...args],
    { cwd: projectRoot, env },
    logFile,
  );
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => resolve({ code: 127, signal: null }));
  });
  return { name, process: child, logFile, ended: ended.then((end) => written().then(() => end)) };
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
