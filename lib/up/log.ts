import { type ChildProcess, type SpawnOptions, spawn } from "node:child_process";
import { chmodSync, closeSync, existsSync, fchmodSync, mkdirSync, openSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** A log that has passed this size is kept as NAME.log.1, the one before as NAME.log.2. */
export const keptLogBytes = 10_000_000;
/** How long the log of a process that ended is waited for, should others that it started still write to it. */
const patienceMs = 1_000;

export interface Logged {
  readonly process: ChildProcess;
  /** To be called once it has ended: resolves when all that it wrote is in its log. */
  written(): Promise<unknown>;
}

/** The place of a log in the data folder; only its owner may enter the folder. */
export function logFileIn(dataFolder: string, name: string): string {
  const folder = join(dataFolder, "logs");
  mkdirSync(folder, { recursive: true });
  // The mode of mkdir is for new folders alone.
  chmodSync(folder, 0o700);
  return join(folder, `${name}.log`);
}

/**
 * Starts a process in a group of its own, with a log of what it prints. Between the two stands a process that writes and
 * rotates (write-log.ts). The process's own file could be rotated only by copying and cutting it, and what is written
 * between the two is lost; a pipe into this process would break when `up` is killed.
 */
export function spawnLogged(
  command: string,
  args: readonly string[],
  options: Pick<SpawnOptions, "cwd" | "env" | "uid" | "gid">,
  logFile: string,
): Logged {
  // There from now on, for who looks into it at once.
  closeSync(openLog(logFile));
  const writer = spawn(
    process.execPath,
    [
      "--max-old-space-size=16",
      "--max-semi-space-size=1",
      join(import.meta.dirname, "write-log.ts"),
      logFile,
      String(keptLogBytes),
    ],
    // A group of its own: it ends when nobody is left who could write, not when somebody is told to end.
    { env: { NODE_ENV: "production" }, detached: true, stdio: ["pipe", "ignore", "ignore"] },
  );
  const ended = new Promise<void>((resolve) => {
    writer.once("exit", () => resolve());
    writer.once("error", () => resolve());
  });
  const child = spawn(command, args, { ...options, detached: true, stdio: ["ignore", writer.stdin, writer.stdin] });
  // Here nobody writes to it: the process that was started has its own end.
  writer.stdin.destroy();
  return {
    process: child,
    written: () => Promise.race([ended, sleep(patienceMs, undefined, { ref: false })]),
  };
}

/** Opens a log for appending; only its owner may read it, also if it is from before that was so. */
export function openLog(file: string): number {
  const log = openSync(file, "a", 0o600);
  fchmodSync(log, 0o600);
  for (const old of olderLogs(file)) if (existsSync(old)) chmodSync(old, 0o600);
  return log;
}

/** Makes room for a new log: what is there becomes the first of the older ones. */
export function setLogAside(file: string): void {
  const [first, second] = olderLogs(file);
  if (existsSync(first)) renameSync(first, second);
  renameSync(file, first);
}

function olderLogs(file: string): [first: string, second: string] {
  return [`${file}.1`, `${file}.2`];
}

/** The last lines of a log, to show why its process ended. They may begin before it was rotated. */
export function lastLines(file: string, count = 12): string {
  const text = [olderLogs(file)[0], file].map((one) => (existsSync(one) ? readFileSync(one, "utf8") : "")).join("");
  const lines = text.trimEnd().split("\n");
  return lines
    .slice(-count)
    .map((line) => `  ${line}`)
    .join("\n");
}
