import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { workerArguments } from "#lib/up/commands.ts";
import { definedOnly, workerEnvironment } from "#lib/up/settings.ts";

export interface WorkerProcess {
  readonly child: ChildProcess;
  /** Everything it has logged so far. */
  log(): string;
  /** Sends a signal and returns the exit code; null if the signal itself ended it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** Kills whatever a failed test left running. */
export function killWorkers(): void {
  for (const child of running) child.kill("SIGKILL");
}

/**
 * A worker as in production, in its own process with this process's environment and its own role. Resolves once its log says
 * that it is ready.
 */
export async function startWorkerProcess(): Promise<WorkerProcess> {
  const child = spawn(process.execPath, workerArguments, {
    env: workerEnvironment({ ...definedOnly(process.env), NODE_ENV: "production", LOG_LEVEL: "info" }),
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  let log = "";
  const ready = Promise.withResolvers<void>();
  child.stdout.on("data", (chunk: Buffer) => {
    log += chunk.toString("utf8");
    if (log.includes("worker started")) ready.resolve();
  });
  child.once("exit", (code) => ready.reject(new Error(`the worker ended with ${code} before it was ready: ${log}`)));
  await ready.promise;
  return {
    child,
    log: () => log,
    async end(signal) {
      const exited = once(child, "exit");
      child.kill(signal);
      const [code] = await exited;
      return typeof code === "number" ? code : null;
    },
  };
}
