import { spawn } from "node:child_process";
import type { CleanUp } from "./clean-up.ts";

/** A CRM in a process of its own, so that a large ledger being read holds up neither its answers nor the scenario. Answers its address. */
export async function startSandboxProcess(cleanUp: CleanUp): Promise<string> {
  cleanUp.throwIfEnding();
  const child = spawn(process.execPath, ["tests/support/wolkvox-sandbox/main.ts"], {
    // A group of its own: a Ctrl-C in the terminal ends it with the rest, in order.
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
