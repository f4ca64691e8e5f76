import { readdirSync, readFileSync } from "node:fs";

/**
 * The most memory, in MB, that any renderer process of this browser ever held; a page's workers run in its
 * renderer. Null on systems without /proc.
 */
export function rendererPeakMb(browserProcess: number): number | null {
  let peak: number | null = null;
  for (const pid of descendants(browserProcess)) {
    if (!read(pid, "cmdline").includes("--type=renderer")) continue;
    const kilobytes = Number(/^VmHWM:\s*(\d+) kB/m.exec(read(pid, "status"))?.[1] ?? 0);
    peak = Math.max(peak ?? 0, kilobytes / 1024);
  }
  return peak;
}

function descendants(root: number): Set<number> {
  const found = new Set([root]);
  const parents = new Map<number, number>();
  for (const name of proc("/proc")) {
    const pid = Number(name);
    if (Number.isInteger(pid)) parents.set(pid, Number(/^PPid:\s*(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0));
  }
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [pid, parent] of parents) if (found.has(parent)) found.add(pid);
  }
  return found;
}

function proc(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    // The process has ended.
    return "";
  }
}
