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
  return { cpuMs: ticksOf(pid).own * msPerTick, residentMb: Number(resident) / 1_024 };
}

/** Processor time of a server and of all processes it has started, including those that have ended. */
export function cpuMsOfTree(pid: number): number {
  const children = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && parentOf(name) === pid);
  const { own, ended } = ticksOf(pid);
  const running = children.reduce((sum, child) => sum + ticksOf(Number(child)).own, 0);
  return (own + ended + running) * msPerTick;
}

function ticksOf(pid: number): { own: number; ended: number } {
  const fields = statOf(String(pid));
  const ticks = (index: number) => Number(fields[index]);
  return { own: ticks(11) + ticks(12), ended: ticks(13) + ticks(14) };
}

function parentOf(pid: string): number {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    // The process ended after it was listed.
    return 0;
  }
}

/** The fields after the process name, which may contain spaces: state, parent, … */
function statOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
