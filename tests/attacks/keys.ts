import { spawn } from "node:child_process";
import { commands } from "#lib/up/commands.ts";
import { findFreePort } from "#lib/up/free-port.ts";
import { portalEnvironment, type StackEnvironment, workerEnvironment } from "#lib/up/settings.ts";
import type { Attack } from "./attack.ts";

/** What somebody's mistake in SECRET_KEYS, or another machine's settings, would do to what is sealed and noted. */
export const keyAttacks: readonly Attack[] = [
  {
    tried: "keys: a wrong key under the right name, at a portal and a worker that start",
    expected: "portal: refused, worker: refused",
    async play({ env }) {
      const [id = ""] = (env.SECRET_KEYS ?? "").split(":");
      const SECRET_KEYS = `${id}:${Buffer.alloc(32, 1).toString("base64")}`;
      const wrong = { ...env, SECRET_KEYS, PORT: String(await findFreePort()), HOST: "127.0.0.1" };
      const portal = await start(commands.portal, portalEnvironment(wrong));
      return `portal: ${portal}, worker: ${await start(commands.worker, workerEnvironment(wrong))}`;
    },
  },
];

/** Starts a process and says whether its keys were refused, or that it works; then it is ended. */
async function start(args: readonly string[], env: StackEnvironment): Promise<string> {
  const child = spawn(process.execPath, [...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes: Buffer) => {
      said += bytes.toString("utf8");
      if (/worker started|The portal listens/.test(said)) child.kill("SIGKILL");
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  if (code === null) return "started";
  return code === 1 && said.includes("is not the one this database knows under that name") ? "refused" : said;
}
