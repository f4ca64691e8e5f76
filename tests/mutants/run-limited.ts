import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

export interface Ended {
  readonly code: number | null;
  /** It took longer than its limit, and was killed with everything that it had started. */
  readonly isLate: boolean;
  readonly output: string;
}

const running = new Set<number>();

let isEnding = false;

/** Ends whatever runs, when this process is told to end. What is killed so has no result. */
export function killRunning(): Promise<unknown> {
  isEnding = true;
  return Promise.all([...running].map(killTree));
}

export async function runLimited(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  limitMs: number,
): Promise<Ended> {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${args.join(" ")} cannot be started`);
  running.add(pid);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-100_000);
    });
  // Not "close": a process that it left behind may hold its output open.
  const ended = once(child, "exit");
  const timer = new AbortController();
  const isLate = await Promise.race([
    ended.then(() => false),
    sleep(limitMs, true, { signal: timer.signal }).catch(() => false),
  ]);
  timer.abort();
  if (isLate) await killTree(pid);
  await ended;
  running.delete(pid);
  if (isEnding) return new Promise(() => undefined);
  return { code: child.exitCode, isLate, output };
}

/**
 * Databases are in process groups of their own, so it goes by parents. Those end once nobody is connected to them
 * any more; a loop without end listens to no signal.
 */
async function killTree(pid: number): Promise<void> {
  const tree = descendants(pid);
  for (const one of tree) signal(one, "SIGTERM");
  await sleep(5_000);
  for (const one of tree) signal(one, "SIGKILL");
}

function descendants(pid: number): number[] {
  const rows = execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" }).trim().split("\n");
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const found = [pid];
  for (const one of found)
    for (const [child, parent] of pairs) if (parent === one && child !== undefined) found.push(child);
  return found;
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
