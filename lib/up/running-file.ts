import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const processSchema = z.object({ name: z.string(), pid: z.number(), startTime: z.string() });
const runningSchema = z.object({
  url: z.string(),
  up: processSchema,
  children: z.array(processSchema),
  /** The database's address for who owns its tables. */
  ownerUrl: z.string().optional(),
  /** The part of the stack's environment that an additional worker or a command needs. */
  env: z.record(z.string(), z.string()),
});
type KnownProcess = z.output<typeof processSchema>;
export type Running = z.output<typeof runningSchema>;

/**
 * Settings that an additional worker takes from the stack, so that both work on the same portal; the rest of
 * its environment is its own.
 */
const workerSetting =
  /^(?:DATABASE_URL|DATABASE_WORKER_URL|DATABASE_CONNECTIONS|SECRET_KEYS|LOG_LEVEL|WORKER_TENANTS|WOLKVOX_\w+)$/;

export function workerSettings(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => workerSetting.test(name)));
}

function place(dataFolder: string): string {
  return join(dataFolder, "running.json");
}

/** What runs on this data folder, or ran when `up` was killed. It has secrets: only its owner may read it. */
export function readRunning(dataFolder: string): Running | undefined {
  if (!existsSync(place(dataFolder))) return undefined;
  const parsed = runningSchema.safeParse(JSON.parse(readFileSync(place(dataFolder), "utf8")));
  return parsed.success ? parsed.data : undefined;
}

export function writeRunning(dataFolder: string, running: Running): void {
  // Written anew and moved: the mode applies only when a file is created, and readers always find a whole file.
  const fresh = `${place(dataFolder)}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, JSON.stringify(running), { mode: 0o600, flag: "wx" });
  renameSync(fresh, place(dataFolder));
}

export function forgetRunning(dataFolder: string): void {
  rmSync(place(dataFolder), { force: true });
}

/** Identifies a process by pid and start time: pids are reused, and no other process may be ended. */
export function knownProcess(name: string, pid: number): KnownProcess {
  return { name, pid, startTime: startTimeOf(pid) ?? "" };
}

export function isStillRunning({ pid, startTime }: KnownProcess): boolean {
  return startTime !== "" && startTimeOf(pid) === startTime;
}

/** Ends the processes that a killed `up` left running, each with its group. */
export async function endLeftovers(children: readonly KnownProcess[]): Promise<void> {
  const alive = children.filter(isStillRunning);
  for (const { pid } of alive) process.kill(-pid, "SIGTERM");
  for (let waited = 0; waited < 10_000 && alive.some(isStillRunning); waited += 100) await sleep(100);
  for (const { pid } of alive.filter(isStillRunning)) process.kill(-pid, "SIGKILL");
}

/**
 * Start time of the process in clock ticks after boot (field 22 of /proc/PID/stat); undefined if there is no
 * such process or no /proc.
 */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name is in parentheses and may contain blanks, so fields are counted after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
