import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

const processSchema = z.object({ name: z.string(), pid: z.number(), startTime: z.string() });
const runningSchema = z.object({
  url: z.string(),
  up: processSchema,
  children: z.array(processSchema),
  /** The environment of the stack's processes: what a further worker needs. */
  env: z.record(z.string(), z.string()),
});
type KnownProcess = z.output<typeof processSchema>;
export type Running = z.output<typeof runningSchema>;

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
  writeFileSync(place(dataFolder), JSON.stringify(running), { mode: 0o600 });
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
