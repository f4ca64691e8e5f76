import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";
import { definedOnly, type Environment, projectRoot } from "#lib/up/settings.ts";

const manifest = z.object({ scripts: z.record(z.string(), z.string()) });

/** What `npm run` can start, by name. */
export const scripts = manifest.parse(JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8"))).scripts;

interface Where {
  /** Settings besides this process's. */
  readonly env?: Environment;
  /** A copy of the project, for a command that writes into it. */
  readonly root?: string;
}

/** `npm run NAME -- ARGUMENT…` to its end: the line of package.json, without npm around it. */
export async function npmRun(name: string, args: readonly string[], where?: Where) {
  const child = npmStart(name, args, where);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { out, err, code };
}

/** The same while it runs. */
export function npmStart(name: string, args: readonly string[], { env = {}, root = projectRoot }: Where = {}) {
  const [program, ...line] = (scripts[name] ?? "").split(" ");
  if (program !== "node") throw new Error(`package.json has no ${name} that node runs`);
  return spawn(process.execPath, [...line, ...args], {
    cwd: root,
    // As a person's shell has it: the test runner's own mode is no setting.
    env: { ...definedOnly({ ...process.env, ...env }), NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
