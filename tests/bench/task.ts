import { readFileSync } from "node:fs";

/** What a measured process reports to the one that started it, as one line of JSON. */
export interface TaskOutcome {
  /** Wall time of the work itself, without starting Node and loading modules. */
  readonly ms: number;
  /** Processor time of all its threads: steadier than wall time on a busy machine. */
  readonly cpuMs: number;
  /** The most memory the process ever held, everything included. */
  readonly peakMb: number;
  /** What the work counted, for example rows: the figure of a reader that read nothing is worth nothing. */
  readonly seen: Readonly<Record<string, number>>;
  /** What it did repeatedly, one value each time. */
  readonly series: Readonly<Record<string, readonly number[]>>;
}

/** Counts and single values; values of what was repeated. */
export type Told = Readonly<Record<string, number | readonly number[]>>;

/** Runs the work of a measured process on the input it was started with, and reports the cost. */
export async function runTask<Input>(work: (input: Input) => Promise<Told>): Promise<void> {
  const input: Input = JSON.parse(process.argv[2] ?? "null");
  const started = performance.now();
  const cpuBefore = process.cpuUsage();
  const told = Object.entries(await work(input));
  const { user, system } = process.cpuUsage(cpuBefore);
  const outcome: TaskOutcome = {
    ms: performance.now() - started,
    cpuMs: (user + system) / 1000,
    peakMb: peakMb(),
    seen: Object.fromEntries(told.filter((one): one is [string, number] => typeof one[1] === "number")),
    series: Object.fromEntries(told.filter((one): one is [string, number[]] => typeof one[1] !== "number")),
  };
  process.stdout.write(`${JSON.stringify(outcome)}\n`);
}

/**
 * Peak memory of this process alone. On Linux `resourceUsage().maxRSS` survives exec, so a child would begin
 * with its parent's peak; elsewhere it is right.
 */
function peakMb(): number {
  try {
    const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    if (kilobytes !== undefined) return Number(kilobytes) / 1024;
  } catch {
    // No /proc: not Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}
