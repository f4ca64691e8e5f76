import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "#lib/up/settings.ts";

export interface ChildServer {
  /** Where it listens, as it says in its first line. */
  readonly url: string;
  /** Every later line of its output. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/** Starts a script of this folder as a process of its own, and waits until it tells where it listens. */
export async function startChildServer(script: string, args: readonly string[] = []): Promise<ChildServer> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
    cwd: projectRoot,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const told = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`${script} ended with ${code}`)));
    told.once("line", (first) => {
      told.on("line", (line) => lines.push(line));
      resolve(first);
    });
  });
  return {
    url,
    lines,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}
