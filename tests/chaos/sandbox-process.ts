import { spawn } from "node:child_process";
import type { CleanUp } from "./clean-up.ts";

/**
 * Starts a CRM sandbox in its own process, so that reading a large ledger delays neither its answers nor the
 * scenario. Returns its address.
 */
export async function startSandboxProcess(cleanUp: CleanUp): Promise<string> {
  cleanUp.throwIfEnding();
  const child = spawn(process.execPath, ["tests/support/wolkvox-sandbox/main.ts"], {
    // Its own process group, so that Ctrl-C in the terminal does not end it before the rest is cleaned up.
    detached: true,
    stdio: ["ignore", "pipe", "inherit"],
  });
  cleanUp.add(() => void child.kill("SIGKILL"));
  const listening = Promise.withResolvers<string>();
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf8");
    const url = /listening on (\S+)/.exec(said)?.[1];
    if (url !== undefined) listening.resolve(url);
  });
  child.once("exit", (code) => listening.reject(new Error(`the sandbox ended with ${code}: ${said}`)));
  return listening.promise;
}
