import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { refusedCode } from "./fail-command.ts";
import { projectRoot, type StackEnvironment } from "./settings.ts";

/**
 * Runs a script of the project in a process of its own, because it needs the generated client, which may not exist
 * when this process starts. Passwords go by `input` (its stdin): other users of the machine could read the environment.
 * Returns what it printed; throws with its errors if it fails, with its sentence alone if it refused.
 */
export async function runScript(
  path: string,
  env: StackEnvironment,
  input = "",
  args: readonly string[] = [],
): Promise<string> {
  const child = spawn(process.execPath, [path, ...args], { cwd: projectRoot, env, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.end(input);
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === refusedCode) throw new Error(err);
  if (code !== 0) throw new Error(`${path} failed:\n${err}`);
  return out;
}
