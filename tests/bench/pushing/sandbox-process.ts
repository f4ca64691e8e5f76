import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { sandboxControl } from "#tests/support/wolkvox-sandbox/control.ts";

const main = fileURLToPath(new URL("../../support/wolkvox-sandbox/main.ts", import.meta.url));

/**
 * The CRM sandbox in its own process, so that its work does not count as the worker's. It has no limits and
 * forgets what was written.
 */
export async function startSandboxProcess(latencyMs: number) {
  const child = spawn(process.execPath, [main], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the sandbox ended with ${code}`)));
    child.stdout.once("data", (line: Buffer) => resolve(/http:\S+/.exec(line.toString("utf8"))?.[0] ?? ""));
  });
  const control = sandboxControl(url);
  await control.setSettings({ latencyMs, simultaneousLimit: null, dailyLimit: 1_000_000, keepsDebtors: false });
  return {
    host: new URL(url).host,
    pid: child.pid ?? 0,
    control,
    async stop() {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}
