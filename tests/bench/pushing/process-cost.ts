import { readdirSync, readFileSync } from "node:fs";

/** A clock tick in /proc, the same on every Linux that Node runs on. */
const msPerTick = 10;

/** What a process has used so far. Read from /proc, so on Linux only. */
export interface ProcessCost {
  readonly cpuMs: number;
  readonly residentMb: number;
}

export function costOf(pid: number): ProcessCost {
  const resident = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuMs: ticksIn(statOf(String(pid))).own * msPerTick, residentMb: Number(resident) / 1_024 };
}

/** Processor time of a server and of all processes it has started, including those that have ended. */
export function cpuMsOfTree(pid: number): number {
  const running = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(ownTicksUnder(pid));
  const { own, ended } = ticksIn(statOf(String(pid)));
  return running.reduce((sum, ticks) => sum + ticks, own + ended) * msPerTick;
}

function ticksIn(fields: readonly string[]): { own: number; ended: number } {
  const ticks = (index: number) => Number(fields[index]);
  return { own: ticks(11) + ticks(12), ended: ticks(13) + ticks(14) };
}

/** What a process has used if `parent` started it; 0 if another did, or if it ended after it was listed. */
function ownTicksUnder(parent: number): (pid: string) => number {
  return (pid) => {
    try {
      const fields = statOf(pid);
      return Number(fields[1]) === parent ? ticksIn(fields).own : 0;
    } catch {
      return 0;
    }
  };
}

/** The fields after the process name, which may contain spaces: state, parent, … */
function statOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
