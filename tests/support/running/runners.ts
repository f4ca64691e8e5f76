import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";

const running = new Set<ChildProcess>();
const interrupting = new AbortController();

/** Aborted once this run is to end before all of it is done. */
export const interrupted = interrupting.signal;

/** For the tests under way, and for what their runner has started to be stopped and cleared away. */
const patienceMs = 60_000;

/**
 * Starts a process of the run, which prints to the file `output`. It is in a process group of its own, so that Ctrl-C in
 * the terminal reaches this process alone; it ends itself once it cannot tell its parent anything any more, however
 * that ended (see {@link onParentGone}).
 */
export function startRunner(
  cwd: string,
  output: number,
  args: readonly string[],
  given: Readonly<Record<string, string>> = {},
): ChildProcess {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...given },
    stdio: ["ignore", output, output, "ipc"],
    detached: true,
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  return child;
}

/** Has everything end that this run has started; nothing more of it begins. */
export async function interrupt(): Promise<void> {
  if (interrupted.aborted) return;
  interrupting.abort();
  for (const child of running) if (child.connected) child.disconnect();
  await sleep(patienceMs, undefined, { ref: false });
  for (const { pid } of running) if (pid !== undefined) process.kill(-pid, "SIGKILL");
}

/**
 * In a process that {@link startRunner} has started: calls `end` when nobody listens to it any more. Returns how to stop
 * watching for that, which does not keep the process alive.
 */
export function onParentGone(end: () => void): () => void {
  process.once("disconnect", end);
  process.channel?.unref();
  return () => process.off("disconnect", end);
}
