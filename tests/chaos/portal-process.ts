import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildPortal, isPortalBuilt } from "#lib/up/build-portal.ts";
import { type Child, isRunning, signalGroup, startChild } from "#lib/up/child.ts";
import { portalArguments } from "#lib/up/commands.ts";
import { findFreePort } from "#lib/up/free-port.ts";
import { lastLines } from "#lib/up/log.ts";
import { definedOnly } from "#lib/up/settings.ts";
import { limitMs } from "#tests/support/limit.ts";
import type { CleanUp } from "./clean-up.ts";

/** The token for reading the portal's metrics. */
export const metricsToken = "chaos-looks-inside";

/**
 * A portal as in production, with this process's environment, that can be killed and restarted at its
 * address.
 */
export class PortalProcess {
  readonly url: string;
  readonly #start: () => Child;
  readonly #cleanUp: CleanUp;
  #child: Child | undefined;

  private constructor(port: number, folder: string, cleanUp: CleanUp) {
    this.url = `http://127.0.0.1:${port}`;
    this.#cleanUp = cleanUp;
    const env = {
      ...definedOnly(process.env),
      HOST: "127.0.0.1",
      METRICS_TOKEN: metricsToken,
      PORT: String(port),
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: "production" as const,
    };
    this.#start = () => startChild("portal", portalArguments, env, join(folder, `portal-${port}.log`));
  }

  static async start(folder: string, cleanUp: CleanUp): Promise<PortalProcess> {
    if (!isPortalBuilt()) {
      // What a build says is no warning of the scenario that needs it.
      const { NODE_OPTIONS: _, PORTAL_TEST_WARNINGS: __, ...env } = process.env;
      await buildPortal({ ...definedOnly(env), NODE_ENV: "production" });
    }
    const portal = new PortalProcess(await findFreePort(), folder, cleanUp);
    cleanUp.add(() => portal.kill());
    await portal.again();
    return portal;
  }

  /** SIGKILL to the portal and every process it has started. */
  async kill(): Promise<void> {
    if (this.#child === undefined) return;
    signalGroup(this.#child, "SIGKILL");
    await this.#child.ended;
  }

  /** Starts it and waits for any response at all, even an error: the database may be down. */
  async again(): Promise<void> {
    this.#cleanUp.throwIfEnding();
    const child = this.#start();
    this.#child = child;
    for (const end = Date.now() + limitMs; Date.now() < end; await sleep(50)) {
      if (!isRunning(child)) {
        await child.ended;
        throw new Error(`the portal ended before it was ready:\n${lastLines(child.logFile)}`);
      }
      const isUp = await fetch(`${this.url}/api/health`).then(
        () => true,
        () => false,
      );
      if (isUp) return;
    }
    throw new Error(`the portal did not answer within ${limitMs / 1_000} s`);
  }

  get isRunning(): boolean {
    return this.#child !== undefined && isRunning(this.#child);
  }
}
