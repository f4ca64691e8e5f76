import { readdirSync, readFileSync } from "node:fs";

/** Clock ticks of /proc on every Linux that Node runs on. */
const msPerTick = 10;

/** What a process has cost until now. Read from /proc: these figures are Linux's. */
export interface ProcessCost {
  readonly cpuMs: number;
  readonly residentMb: number;
}

export function costOf(pid: number): ProcessCost {
  const resident = /^VmRSS:\s*(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuMs: ticksOf(pid).own * msPerTick, residentMb: Number(resident) / 1_024 };
}

/** Processor time of a server with all the processes it has started, those that have ended included. */
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
    // It ended between the list and the look.
    return 0;
  }
}

/** The fields after the name, which may hold blanks: state, parent, … */
function statOf(pid: string): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}
