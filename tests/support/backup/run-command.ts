import { type ChildProcess, spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";

export interface Command {
  readonly child: ChildProcess;
  /** What it printed, and its exit code; null if a signal ended it. */
  readonly ended: Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>;
}

/** Where processes keep what they have compiled, for the next ones: half of what a command does is to begin. */
export const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), "portal-compiled") };

/** `npm run audit`, `npm run backup` or `npm run restore` on the database at `url`, in a process of its own. */
export function startCommand(
  name: "audit" | "backup" | "restore",
  url: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Command {
  const child = spawn(process.execPath, [`lib/up/${name}.ts`, ...args], {
    env: { ...process.env, ...compiled, DATABASE_OWNER_URL: url, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const code = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(([code, out, err]) => ({
    code,
    out,
    err,
  }));
  return { child, ended };
}

/** The same, to its end. */
export function runCommand(
  name: "audit" | "backup" | "restore",
  url: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Command["ended"] {
  return startCommand(name, url, args, env).ended;
}
