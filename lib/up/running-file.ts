import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const processSchema = z.object({ name: z.string(), pid: z.number(), startTime: z.string() });
const runningSchema = z.object({
  url: z.string(),
  up: processSchema,
  children: z.array(processSchema),
  /** What a further worker needs of the stack's environment. */
  env: z.record(z.string(), z.string()),
});
type KnownProcess = z.output<typeof processSchema>;
export type Running = z.output<typeof runningSchema>;

/** A further worker has an environment of its own; from the stack it takes what makes both work on the same portal. */
const workerSetting = /^(?:DATABASE_URL|DATABASE_CONNECTIONS|SECRET_KEYS|LOG_LEVEL|WORKER_TENANTS|WOLKVOX_\w+)$/;

export function workerSettings(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => workerSetting.test(name)));
}

function place(dataFolder: string): string {
  return join(dataFolder, "running.json");
}

/** What runs on this data folder, or ran when `up` was killed. It holds secrets: readable by its owner only. */
export function readRunning(dataFolder: string): Running | undefined {
  if (!existsSync(place(dataFolder))) return undefined;
  const parsed = runningSchema.safeParse(JSON.parse(readFileSync(place(dataFolder), "utf8")));
  return parsed.success ? parsed.data : undefined;
}

export function writeRunning(dataFolder: string, running: Running): void {
  // Made anew and moved: the mode counts only where a file is made, and whoever reads meanwhile finds a whole one.
  const fresh = `${place(dataFolder)}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, JSON.stringify(running), { mode: 0o600, flag: "wx" });
  renameSync(fresh, place(dataFolder));
}

export function forgetRunning(dataFolder: string): void {
  rmSync(place(dataFolder), { force: true });
}

/** A process by number and start time: numbers are used again, and nobody else's process may be ended. */
export function knownProcess(name: string, pid: number): KnownProcess {
  return { name, pid, startTime: startTimeOf(pid) ?? "" };
}

export function isStillRunning({ pid, startTime }: KnownProcess): boolean {
  return startTime !== "" && startTimeOf(pid) === startTime;
}

/** Ends what a killed `up` left behind, each with its group. */
export async function endLeftovers(children: readonly KnownProcess[]): Promise<void> {
  const alive = children.filter(isStillRunning);
  for (const { pid } of alive) process.kill(-pid, "SIGTERM");
  for (let waited = 0; waited < 10_000 && alive.some(isStillRunning); waited += 100) await sleep(100);
  for (const { pid } of alive.filter(isStillRunning)) process.kill(-pid, "SIGKILL");
}

/** Clock ticks after boot at which the process started (field 22 of /proc/PID/stat); undefined when there is none, or no /proc. */
function startTimeOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name stands in parentheses and may hold blanks; the fields are counted behind it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}
